/**
 * sendmail: tries every message at every queue run. Run intervals: 30 min (AIX, FreeBSD), 15 min (Solaris), 1 h (RHEL).
 * Real thing: conf.c 8.1081 (return 5 d, timeouts). Unverified: that it tries every message; the timeout at the dot.
 * Left out: host status on disk (off by default), serial queue runs.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { duration, positive } from "../../schema/quantity.js";
import { connectionOptions, senderOf } from "./connection-defaults.js";
import { untilRun } from "./queue-runs.js";

const options = z.strictObject({
  queueRun: positive(duration).prefault("30min"),
  lifetime: positive(duration).prefault("5d"),
  // Connections are a guess: new mail is tried by a process each. Connect timeout: the kernel's.
  ...connectionOptions({ connections: 20, messages: 1, connect: "127s", banner: "5min", response: "1h" }),
});

export const sendmail = choice({
  name: "sendmail",
  summary: "every message at every queue run (30 min), for 5 d; schedule unverified, run intervals from documentation",
  options,
  create: (chosen) =>
    senderOf(chosen, {
      nextDelay: (message) =>
        message.age >= chosen.lifetime ? "give up" : untilRun(chosen.queueRun, message, message.now),
    }),
});
