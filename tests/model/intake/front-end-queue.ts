/** One front end as a queue: clients come, are served for a while by its slots, and are counted. */
import { Calendar } from "../../../src/engine/calendar.js";
import type { Distribution } from "../../../src/engine/distribution/distribution.js";
import { Pool } from "../../../src/engine/pool.js";
import { Random } from "../../../src/engine/random.js";
import { admissions } from "../../../src/model/intake/admission/index.js";
import type { FrontEnd } from "../../../src/model/intake/front-end.js";
import { FrontEnds } from "../../../src/model/intake/front-ends.js";
import { resetSession, Session } from "../../../src/model/vocabulary/session.js";

export interface QueueOptions {
  readonly policy: string;
  readonly options?: object;
  readonly slots?: number;
  readonly queue?: number;
  readonly service: Distribution;
  /** Clients count as good when they leave within this time of their arrival. */
  readonly patience?: number;
}

export class FrontEndQueue {
  readonly calendar = new Calendar();
  readonly random = new Random(1);
  readonly waits: { at: number; wait: number }[] = [];
  arrived = 0;
  served = 0;
  refused = 0;
  good = 0;
  inFlight = 0;
  private readonly pool = new Pool<Session>("session", (slot) => new Session(slot), resetSession);
  private readonly frontEnds: FrontEnds;
  private readonly serviceEnd = this.calendar.action("service ends", this.pool, (session) => this.end(session));
  private readonly services = this.random.stream("service");

  constructor(private readonly given: QueueOptions) {
    const { policy, options = {}, slots = 1, queue = 1_000_000 } = given;
    const make = (node: number) => admissions.create(policy, options, this.random.stream(`admission.${node}`));
    const admit = (frontEnd: FrontEnd) => this.admit(frontEnd);
    this.frontEnds = new FrontEnds("test", this.calendar, { nodes: 1, slots, queue }, make, admit);
  }

  arrive(address = 0): "served" | "waits" | "refused" {
    const session = this.pool.acquire();
    if (session === undefined) throw new Error("the pool has no limit");
    this.arrived++;
    session.address = address;
    session.node = 0;
    const frontEnd = this.frontEnds.of(session);
    const welcome = frontEnd.arrive(session, this.calendar.now);
    if (welcome === "refused" || welcome === "full") {
      this.refused++;
      this.pool.release(session);
      return "refused";
    }
    this.inFlight++;
    if (welcome === "serve") this.begin(session);
    else this.frontEnds.wakeLater(frontEnd);
    return welcome === "serve" ? "served" : "waits";
  }

  /** Poisson arrivals until `until`, and the run up to there. */
  load(rate: number, until: number): void {
    const arrivals = this.random.stream("arrivals");
    const next = this.calendar.signal("arrival", () => {
      this.arrive(arrivals.integer(10_000));
      this.calendar.after(arrivals.exponential(1 / rate), next);
    });
    this.calendar.after(arrivals.exponential(1 / rate), next);
    this.calendar.run(until);
  }

  get waiting(): number {
    return this.frontEnds.waiting;
  }

  private begin(session: Session): void {
    const { now } = this.calendar;
    this.waits.push({ at: now, wait: now - session.queuedAt });
    this.calendar.after(this.given.service.sample(this.services), this.serviceEnd, session);
  }

  private end(session: Session): void {
    const { now } = this.calendar;
    this.served++;
    if (now - session.queuedAt <= (this.given.patience ?? Number.POSITIVE_INFINITY)) this.good++;
    const frontEnd = this.frontEnds.of(session);
    frontEnd.leave(session, now);
    this.inFlight--;
    this.pool.release(session);
    this.admit(frontEnd);
  }

  private admit(frontEnd: FrontEnd): void {
    const { now } = this.calendar;
    for (let session = frontEnd.next(now); session !== undefined; session = frontEnd.next(now)) {
      if (session.holdsSlot) this.begin(session);
      else {
        this.refused++;
        this.inFlight--;
        this.pool.release(session);
      }
    }
    this.frontEnds.wakeLater(frontEnd);
  }
}
