/** The intake's own counters of its replies, by code and cause. */

import type { Counter } from "../../metrics/counter.js";
import type { CounterDeclaration } from "../../metrics/declaration.js";
import type { Meter } from "../../metrics/meter.js";
import { CAUSES, type Cause, type ReplyCode } from "../vocabulary/reply.js";
import { intakeMetrics } from "./metrics.js";

export class Replies {
  private readonly all: Counter;
  /** By the code itself. */
  private readonly byCode: (Counter | undefined)[] = [];
  private readonly tempfails = new Map<Cause, Counter>();
  private readonly serverErrors = new Map<Cause, Counter>();
  /** Replies after a failed durable write: exactly as many as failed writes. */
  private readonly storageFailures: Counter;
  /** Replies without an answer from auth, and replies after a wrong password. Only where the intake checks logins. */
  private readonly authFailures: Counter | undefined;
  private readonly denials: Counter | undefined;

  constructor(meter: Meter, logins: "checked" | "taken as they are") {
    const byCode = (of: CounterDeclaration, ...codes: readonly ReplyCode[]) => {
      const counter = meter.counter(of);
      for (const code of codes) this.byCode[code] = counter;
    };
    this.all = meter.counter(intakeMetrics.replies);
    byCode(intakeMetrics.accepted, 250);
    byCode(intakeMetrics.tempfails, 421);
    byCode(intakeMetrics.deferrals, 450, 451, 452, 454);
    byCode(intakeMetrics.rejections, 535, 550);
    byCode(intakeMetrics.httpAccepted, 200);
    byCode(intakeMetrics.tooManyRequests, 429);
    byCode(intakeMetrics.serverErrors, 500, 503);
    for (const cause of CAUSES) this.tempfails.set(cause, meter.counter(intakeMetrics.tempfailsByCause.member(cause)));
    for (const cause of CAUSES)
      this.serverErrors.set(cause, meter.counter(intakeMetrics.serverErrorsByCause.member(cause)));
    this.storageFailures = meter.counter(intakeMetrics.storageFailures);
    if (logins !== "checked") return;
    this.authFailures = meter.counter(intakeMetrics.authFailures);
    this.denials = meter.counter(intakeMetrics.denials);
  }

  count(code: ReplyCode, cause: Cause | "none"): void {
    this.all.increment();
    this.byCode[code]?.increment();
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
    return (this.byCode[250]?.total ?? 0) + (this.byCode[200]?.total ?? 0);
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
