/** What is told of messages, attempts and connections. The names are part of the product: scenarios rely on them. */

import { counter, histogram, level } from "../../metrics/declaration.js";
import { family } from "../../metrics/family.js";
import { STAGES } from "../vocabulary/reply.js";
import { OUTCOMES } from "./outcome.js";

export const mailMetrics = {
  offered: counter("messages.offered", { title: "messages offered" }),
  accepted: counter("messages.accepted", { title: "messages accepted", of: "messages.offered" }),
  gaveUp: counter("messages.gaveup", { title: "messages given up", of: "messages.offered" }),
  lost: counter("messages.lost", { title: "messages lost", of: "messages.offered" }),
  duplicates: counter("messages.duplicates", { title: "duplicates", of: "messages.accepted" }),
  waiting: level("messages.waiting", { title: "messages waiting at their senders", unit: "1" }),
  acceptLatency: histogram("accept.latency", { title: "time to accept, retries included", unit: "s" }),
  attemptLatency: histogram("attempt.latency", { title: "duration of accepted attempts", unit: "s" }),
  offeredLoad: counter("accept.offered", { title: "new messages" }),
  goodput: counter("accept.goodput", { title: "messages accepted" }),
  attempts: counter("attempts", { title: "attempts" }),
  outcomes: family("attempts.*", OUTCOMES, (name, outcome) => counter(name, { title: `attempts: ${outcome}` })),
  phases: family("failures.*", STAGES, (name, stage) =>
    counter(name, { title: `failed attempts, stage ${stage}`, of: "attempts" }),
  ),
  connections: counter("connections", { title: "connections opened by SMTP clients" }),
  furtherConnections: counter("connections.further", {
    title: "connections to a further address in the same attempt",
    of: "connections",
  }),
};
