/** What the mail servers tell: sessions, workers, and replies by code and cause. */

import { counter, level } from "../../metrics/declaration.js";
import { family } from "../../metrics/family.js";
import { CAUSES } from "../vocabulary/reply.js";

export const intakeMetrics = {
  sessions: level("intake.sessions", { title: "SMTP sessions in use", unit: "1" }),
  backlog: level("intake.backlog", { title: "clients waiting for a session", unit: "1" }),
  refused: counter("intake.refused", { title: "sessions refused with 421" }),
  droppedSyns: counter("intake.backlog.dropped", { title: "connects dropped, backlog full" }),
  workers: level("intake.workers", { title: "API workers in use", unit: "1" }),
  replies: counter("replies", { title: "replies" }),
  accepted: counter("replies.250", { title: "250 replies: messages taken by SMTP" }),
  tempfails: counter("replies.421", { title: "421 replies" }),
  tempfailsByCause: family("replies.421.*", CAUSES, (name, cause) => counter(name, { title: `421 replies: ${cause}` })),
  deferrals: counter("replies.4xx", { title: "450, 451, 452 and 454 replies" }),
  rejections: counter("replies.5xx", { title: "535 and 550 replies" }),
  httpAccepted: counter("replies.http.200", { title: "HTTP 200: messages taken by API" }),
  tooManyRequests: counter("replies.http.429", { title: "HTTP 429 replies" }),
  serverErrors: counter("replies.http.5xx", { title: "HTTP 500 and 503 replies" }),
  serverErrorsByCause: family("replies.http.5xx.*", CAUSES, (name, cause) =>
    counter(name, { title: `HTTP 500 and 503 replies: ${cause}` }),
  ),
  storageFailures: counter("replies.storage", { title: "replies that a durable write failed" }),
  authFailures: counter("replies.auth", { title: "454 and 503 replies: no answer from auth" }),
  denials: counter("replies.denied", { title: "535 and 401 replies: a wrong password" }),
};
