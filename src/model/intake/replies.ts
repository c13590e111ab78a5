/** The intake's own counters of its replies, by code and cause. */

import type { Counter } from "../../metrics/counter.js";
import type { Meter } from "../../metrics/meter.js";
import { CAUSES, type Cause, type ReplyCode } from "../vocabulary/reply.js";

export class Replies {
  private readonly all: Counter;
  private readonly byCode = new Map<ReplyCode, Counter>();
  private readonly tempfails = new Map<Cause, Counter>();
  private readonly serverErrors = new Map<Cause, Counter>();
  /** Replies after a failed durable write: exactly as many as failed writes. */
  private readonly storageFailures: Counter;
  /** Replies without an answer from auth, and replies after a wrong password. Only where the intake checks logins. */
  private readonly authFailures: Counter | undefined;
  private readonly denials: Counter | undefined;

  constructor(meter: Meter, logins: "checked" | "taken as they are") {
    const byCode = (code: ReplyCode, name: string) => this.byCode.set(code, meter.counter(`replies.${name}`, {}));
    this.all = meter.counter("replies", { title: "replies" });
    byCode(250, "250");
    byCode(421, "421");
    const deferrals = meter.counter("replies.4xx", { title: "450, 451, 452 and 454 replies" });
    for (const code of [450, 451, 452, 454] as const) this.byCode.set(code, deferrals);
    const rejections = meter.counter("replies.5xx", {});
    for (const code of [535, 550] as const) this.byCode.set(code, rejections);
    byCode(200, "http.200");
    byCode(429, "http.429");
    const errors = meter.counter("replies.http.5xx", {});
    for (const code of [500, 503] as const) this.byCode.set(code, errors);
    for (const cause of CAUSES) this.tempfails.set(cause, meter.counter(`replies.421.${cause}`, {}));
    for (const cause of CAUSES) this.serverErrors.set(cause, meter.counter(`replies.http.5xx.${cause}`, {}));
    this.storageFailures = meter.counter("replies.storage", { title: "replies that a durable write failed" });
    if (logins !== "checked") return;
    this.authFailures = meter.counter("replies.auth", { title: "454 and 503 replies: no answer from auth" });
    this.denials = meter.counter("replies.denied", { title: "535 and 401 replies: a wrong password" });
  }

  count(code: ReplyCode, cause: Cause | "none"): void {
    this.all.increment();
    this.byCode.get(code)?.increment();
    if (cause === "none") return;
    if (code === 421) this.tempfails.get(cause)?.increment();
    if (code === 500 || code === 503) this.serverErrors.get(cause)?.increment();
    if (cause === "storage") this.storageFailures.increment();
    if (cause !== "auth") return;
    if (code === 535 || code === 401) this.denials?.increment();
    else this.authFailures?.increment();
  }

  /** All replies, and those that accept a message. */
  get total(): number {
    return this.all.total;
  }

  get accepted(): number {
    return (this.byCode.get(250)?.total ?? 0) + (this.byCode.get(200)?.total ?? 0);
  }

  /** Logins without an answer from auth, and logins that auth denied, as clients were told. */
  get authFailed(): number {
    return this.authFailures?.total ?? 0;
  }

  get denied(): number {
    return this.denials?.total ?? 0;
  }

  get storageFailed(): number {
    return this.storageFailures.total;
  }
}
