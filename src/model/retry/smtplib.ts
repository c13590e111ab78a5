/**
 * smtplib, PHPMailer and the like: one attempt, no timeout except the kernel's for connect. The application sees the
 * error.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { connectionOptions, senderOf } from "./connection-defaults.js";

const options = z.strictObject({
  // Linux gives up on a SYN after 127 s (tcp_syn_retries 6); afterwards nothing ends the wait: a month stands for
  // never.
  ...connectionOptions({ connections: 100_000, messages: 1, connect: "127s", banner: "30d", response: "30d" }),
});

export const smtplib = choice({
  name: "smtplib",
  summary: "one attempt, no timeout, no queue: what fails is lost",
  options,
  create: (chosen) => senderOf(chosen, { nextDelay: () => "give up", queue: "none" }),
});
