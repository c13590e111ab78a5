/**
 * mailgun.js, requests, curl, the sendgrid libraries: no retry, not even after 429 or 503, and no timeout by default.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { connectionOptions, senderOf } from "./connection-defaults.js";

const options = z.strictObject({
  ...connectionOptions({ connections: 100_000, messages: 100, connect: "127s", banner: "30d", response: "30d" }),
});

export const httpLibrary = choice({
  name: "http-library",
  summary: "one request, no timeout, no queue: mailgun.js, requests, curl, sendgrid",
  options,
  create: (chosen) => senderOf(chosen, { nextDelay: () => "give up", queue: "none" }),
});
