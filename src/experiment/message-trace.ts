/**
 * Follows one message: the run is simulated again from its seed and observed until the message is finished. Observing
 * changes nothing, so the trace is that of the run.
 */
import type { Calendar } from "../engine/calendar.js";
import { IntegerColumn } from "../engine/column.js";
import { unmixed } from "../model/senders/shares.js";
import type { MailSystem } from "../model/system.js";
import type { MailObserver } from "../model/vocabulary/mail-observer.js";
import type { Fate, MessageId } from "../model/vocabulary/message.js";
import { type Cause, type Failure, STAGES } from "../model/vocabulary/reply.js";
import type { Session } from "../model/vocabulary/session.js";
import type { AttemptEnd, MessageTrace, TraceEvent } from "../results/message-trace.js";
import { scenarioHash } from "../scenario/resolved.js";
import type { ResolvedScenario } from "../scenario/schema.js";
import { instantText } from "../schema/moment.js";
import type { Seconds } from "../schema/quantity.js";
import { buildSystem } from "./build-system.js";

/** Which message: its number, or the first one with an attempt that failed for this cause. */
export type Wanted = { readonly number: number } | { readonly firstFailedBy: Cause };

/** The trace of a message; undefined when the run has no such message. */
export function traceMessage(loaded: ResolvedScenario, seed: number, wanted: Wanted): MessageTrace | undefined {
  const { scenario } = loaded;
  const number = "number" in wanted ? wanted.number : firstFailed(loaded, seed, wanted.firstFailedBy);
  if (number === undefined) return undefined;
  const follower = new Follower(number);
  const system = watched(loaded, seed, follower);
  system.calendar.run(scenario.clock.duration);
  const { sender, events } = follower;
  if (sender === undefined) return undefined;
  if (!follower.isOver) events.push({ what: "run ends", at: system.calendar.now });
  const created = events[0]?.at ?? 0;
  const stored = events.filter((event) => event.what === "stored");
  return {
    format: "tempfail/trace@1",
    scenario: { name: scenario.name, sha256: scenarioHash(scenario) },
    seed,
    start: instantText(scenario.clock.start),
    message: number,
    population: sender.population,
    profile: scenario.senders.flatMap(unmixed).find(({ name }) => name === sender.population)?.retry.profile ?? "",
    host: sender.host,
    bytes: sender.bytes,
    recipients: sender.recipients,
    events,
    attempts: follower.attempts,
    duplicates: stored.filter(({ duplicate }) => duplicate).length,
    acceptLatencySeconds: stored[0] === undefined ? null : stored[0].at - created,
  };
}

function watched(loaded: ResolvedScenario, seed: number, observer: Watcher): MailSystem {
  const system = buildSystem(loaded, seed, { observer });
  observer.watch(system);
  return system;
}

function firstFailed(loaded: ResolvedScenario, seed: number, cause: Cause): number | undefined {
  const finder = new Finder(cause);
  watched(loaded, seed, finder).calendar.run(loaded.scenario.clock.duration);
  return finder.found;
}

/** Counts messages as they are created. */
abstract class Watcher implements MailObserver {
  protected calendar!: Calendar;
  protected system!: MailSystem;
  protected count = 0;

  watch(system: MailSystem): void {
    this.system = system;
    this.calendar = system.calendar;
  }

  abstract created(id: MessageId, population: string, host: number): void;
  attemptBegan(_session: Session): void {}
  addressFailed(_session: Session, _failure: Failure): void {}
  recalled(_id: MessageId): void {}
  attemptEnded(_session: Session, _outcome: Failure | "accepted"): void {}
  postponed(_id: MessageId, _until: Seconds): void {}
  stored(_id: MessageId, _first: boolean): void {}
  abandoned(_id: MessageId, _fate: Fate): void {}
  released(_id: MessageId): void {}
}

/** Looks for the first message with a failed attempt of one cause, and stops the run there. */
class Finder extends Watcher {
  found: number | undefined;
  private readonly numbers = new IntegerColumn();

  constructor(private readonly cause: Cause) {
    super();
  }

  override created(id: MessageId): void {
    this.numbers.ensure(id + 1);
    this.numbers.set(id, ++this.count);
  }

  override attemptEnded(session: Session, outcome: Failure | "accepted"): void {
    if (outcome === "accepted" || SILENT.has(outcome) || session.cause !== this.cause) return;
    this.found = this.numbers.get(session.message);
    this.calendar.stop();
  }
}

/** Records the events of one message, and stops the run when the message is finished. */
class Follower extends Watcher {
  readonly events: TraceEvent[] = [];
  sender: { population: string; host: number; bytes: number; recipients: number } | undefined;
  attempts = 0;
  isOver = false;
  private id: MessageId | undefined;
  private tried = false;

  constructor(private readonly number: number) {
    super();
  }

  override created(id: MessageId, population: string, host: number): void {
    if (++this.count !== this.number) return;
    const { bytes, recipients } = this.system.messages;
    this.id = id;
    this.sender = { population, host, bytes: bytes.get(id), recipients: recipients.get(id) };
    this.events.push({ what: "created", at: this.calendar.now });
  }

  override attemptBegan({ message, transactions }: Session): void {
    if (message !== this.id) return;
    this.tried = true;
    const connection = transactions > 0 ? "reused" : "new";
    this.events.push({ what: "attempt begins", at: this.calendar.now, attempt: ++this.attempts, connection });
  }

  override addressFailed(session: Session, failure: Failure): void {
    if (session.message === this.id) this.events.push({ what: "next address", ...this.endOf(session, failure) });
  }

  override attemptEnded(session: Session, outcome: Failure | "accepted"): void {
    if (session.message === this.id) this.events.push({ what: "attempt ends", ...this.endOf(session, outcome) });
  }

  private endOf({ stage, code, cause }: Session, outcome: Failure | "accepted"): AttemptEnd & { attempt: number } {
    const replied = outcome === "accepted" || !SILENT.has(outcome);
    return {
      at: this.calendar.now,
      attempt: this.attempts,
      outcome,
      stage: STAGES[stage],
      code: replied ? code : null,
      cause: replied && cause !== "none" ? cause : null,
    };
  }

  override postponed(id: MessageId, until: Seconds): void {
    if (id !== this.id) return;
    this.events.push({ what: "postponed", at: this.calendar.now, until, untried: !this.tried });
    this.tried = false;
  }

  override recalled(id: MessageId): void {
    if (id === this.id) this.events.push({ what: "recalled", at: this.calendar.now });
  }

  override stored(id: MessageId, first: boolean): void {
    if (id === this.id) this.events.push({ what: "stored", at: this.calendar.now, duplicate: !first });
  }

  override abandoned(id: MessageId, fate: Fate): void {
    if (id === this.id) this.events.push({ what: fate, at: this.calendar.now });
  }

  override released(id: MessageId): void {
    if (id !== this.id) return;
    this.isOver = true;
    this.id = undefined;
    this.calendar.stop();
  }
}

/** Failures without a reply. */
const SILENT: ReadonlySet<Failure> = new Set<Failure>([
  "connect timeout",
  "connection refused",
  "banner timeout",
  "response timeout",
  "connection lost",
]);
