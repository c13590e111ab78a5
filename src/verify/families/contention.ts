/**
 * Clients that update one row under optimistic concurrency, each backing off when it loses: AWSBO. The model of
 * aws-samples/aws-arch-backoff-simulator: read, then write what was read; |Normal| network delays each way. Backoffs
 * are the mail model's `exponential` profile. Judged against the published program's means.
 */
import { z } from "zod";
import type { Action } from "../../engine/action.js";
import { Calendar } from "../../engine/calendar.js";
import { Random, type Stream } from "../../engine/random.js";
import { BatchedSamples } from "../../metrics/batches/batched-samples.js";
import { retryProfiles } from "../../model/retry/index.js";
import type { Postponed, RetryProfile } from "../../model/vocabulary/retry-profile.js";
import { wantedOf } from "../batch-totals.js";
import { LEVEL, type MakeFamily, type Plan } from "../family.js";
import { positiveNumber, wholeNumber } from "../laws.js";
import { BATCHES } from "../queue-observer.js";

const algorithms = ["None", "Exponential", "FullJitter", "EqualJitter", "Decorr"] as const;

/** Times in milliseconds. */
const parameters = z.strictObject({
  clients: wholeNumber,
  algorithm: z.enum(algorithms),
  base: positiveNumber,
  cap: positiveNumber,
  net_mean: positiveNumber,
  net_sd: z.number().nonnegative(),
});
type Parameters = z.output<typeof parameters>;

export const contention: MakeFamily = (params) => {
  const given = parameters.parse(params);
  return {
    sizes: { short: 2 * BATCHES, full: given.clients > 100 ? 5 * BATCHES : 20 * BATCHES },
    simulate(plan) {
      const { calls, times } = trials(given, plan);
      return wantedOf(plan.metrics, (metric) => {
        if (metric.startsWith("calls_")) return calls.mean();
        return metric.startsWith("time_") ? times.mean() : undefined;
      });
    },
  };
};

/**
 * The attempt counter starts at 1, so that the first backoff is twice the base; decorrelated jitter starts at the base.
 */
function backoffOf({ algorithm, base, cap }: Parameters): RetryProfile | undefined {
  if (algorithm === "None") return undefined;
  const jitter = { Exponential: "none", FullJitter: "full", EqualJitter: "equal", Decorr: "decorrelated" }[algorithm];
  const first = algorithm === "Decorr" ? base : 2 * base;
  const retries = Number.MAX_SAFE_INTEGER;
  return retryProfiles.create("exponential", { first: `${first}s`, longest: `${cap}s`, jitter, retries });
}

function trials(given: Parameters, { size, seed }: Plan) {
  const [calls, times] = [new BatchedSamples(BATCHES, [], false, LEVEL), new BatchedSamples(BATCHES, [], false, LEVEL)];
  const contest = new Contest(given, new Random(seed));
  for (let trial = 0; trial < size; trial++) {
    const { writes, lasted } = contest.run();
    const batch = Math.floor((trial * BATCHES) / size);
    calls.record(writes, batch);
    times.record(lasted, batch);
  }
  return { calls, times };
}

/** One row, its version, and clients by number. */
class Contest {
  private readonly calendar = new Calendar();
  private readonly profile: RetryProfile | undefined;
  private readonly network: Stream;
  private readonly jitter: Stream;
  private readonly clients: Postponed[];
  private readonly seen: number[] = [];
  private version = 0;
  private writes = 0;
  private readonly readArrives = this.calendar.indexed("read arrives", (client) => {
    this.seen[client] = this.version;
    this.send(this.readReturns, client);
  });
  private readonly readReturns = this.calendar.indexed("read returns", (client) =>
    this.send(this.writeArrives, client),
  );
  private readonly writeArrives = this.calendar.indexed("write arrives", (client) => this.write(client));
  private readonly lost = this.calendar.indexed("write lost", (client) => this.backOff(client));
  private readonly won = this.calendar.indexed("write won", () => {});

  constructor(
    private readonly given: Parameters,
    random: Random,
  ) {
    this.profile = backoffOf(given);
    this.network = random.stream("network");
    this.jitter = random.stream("jitter");
    const fresh = { now: 0, age: 0, failures: 0, interval: 0, phase: 0, failure: "http 5xx", resumesAt: 0 } as const;
    this.clients = Array.from({ length: given.clients }, () => ({ ...fresh }));
  }

  /** One trial: writes tried, and the time until the last client has won. */
  run(): { writes: number; lasted: number } {
    const { calendar } = this;
    const start = calendar.now;
    this.writes = 0;
    for (const [client, state] of this.clients.entries()) {
      state.failures = 0;
      state.interval = 0;
      this.send(this.readArrives, client);
    }
    while (calendar.step());
    return { writes: this.writes, lasted: calendar.now - start };
  }

  private write(client: number): void {
    this.writes++;
    if (this.seen[client] !== this.version) return this.send(this.lost, client);
    this.version++;
    this.send(this.won, client);
  }

  private backOff(client: number): void {
    const state = this.clients[client];
    if (state === undefined) throw new Error(`no client ${client}`);
    state.failures++;
    const delay = this.profile?.nextDelay(state, this.jitter) ?? 0;
    if (delay === "give up") throw new Error("clients never give up here");
    this.calendar.after(delay + this.delay(), this.readArrives, client);
  }

  private send(to: Action<number>, client: number): void {
    this.calendar.after(this.delay(), to, client);
  }

  private delay(): number {
    return Math.abs(this.given.net_mean + this.given.net_sd * this.network.normal());
  }
}
