/** One message of one host in a system that refuses it, or that says nothing: what its first attempt costs. */
import { z } from "zod";
import type { CounterDeclaration } from "../../../src/metrics/declaration.js";
import { mailMetrics } from "../../../src/model/mail/metrics.js";
import { partSchemas } from "../../../src/model/options.js";
import { MailSystem } from "../../../src/model/system.js";
import type { Law } from "../../../src/model/vocabulary/conservation-law.js";
import { holds } from "../../../src/model/vocabulary/conservation-law.js";

const schema = z.strictObject(partSchemas);

/** What meets the client: a fault of the intake, SYNs that are never answered, or a TLS handshake that gets stuck. */
export type Trouble = { readonly stage: string; readonly code?: number } | "no SYN-ACK" | "stuck TLS";

export interface Cost {
  readonly connections: number;
  readonly seconds: number;
  readonly attempts: number;
  readonly broken: readonly Law[];
}

export function firstAttempt(retry: unknown, addresses: number, trouble: Trouble): Cost {
  const clock = { start: 0, duration: 40_000, warmUp: 0, bucket: 40_000, scale: 1 };
  const arrivals = { pattern: "trace", times: ["1s"] };
  const senders = [{ name: "s", hosts: 1, rate: "1/s", arrivals, addresses, retry }];
  const { calendar, meter, ...system } = build(clock, { senders, ...described(trouble) });
  while (system.inFlight() === 0) calendar.step();
  const began = calendar.now;
  while (system.inFlight() > 0) calendar.step();
  const total = (counter: CounterDeclaration) => meter.recording().total(counter);
  return {
    connections: total(mailMetrics.connections),
    seconds: calendar.now - began,
    attempts: total(mailMetrics.attempts),
    broken: system.laws().filter((law) => !holds(law)),
  };
}

function build(clock: ConstructorParameters<typeof MailSystem>[0], description: unknown) {
  const system = new MailSystem(clock, schema.parse(description), 1);
  const { calendar, meter } = system;
  return { calendar, meter, laws: () => system.laws(), inFlight: () => system.attemptsInFlight };
}

function described(trouble: Trouble): object {
  if (trouble === "no SYN-ACK") return { edge: { internet: { loss: 1 } } };
  if (trouble !== "stuck TLS") return { operations: [{ name: "trouble", at: "0s", do: "fault", ...trouble }] };
  const countermeasures = [{ against: ["layer-7"], falsePositive: 1, harms: "tls" }];
  return {
    edge: { internet: { loss: 0 }, mitigation: { enabled: true, profiles: { standard: { countermeasures } } } },
  };
}
