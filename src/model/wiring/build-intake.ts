/** Builds the two servers of the intake, SMTP and HTTP. */

import { ApiServer } from "../intake/api-server.js";
import type { Registry } from "../intake/needs.js";
import type { IntakeOptions } from "../intake/options.js";
import type { Replies } from "../intake/replies.js";
import { SmtpServer } from "../intake/smtp-server.js";
import type { Spool } from "../vocabulary/durable-write.js";
import type { SystemWorld } from "./system-world.js";

export interface Servers {
  readonly smtp: SmtpServer;
  readonly api: ApiServer;
}

export function buildIntake(
  options: IntakeOptions,
  { calendar, random, meter }: SystemWorld,
  behind: { readonly replies: Replies; readonly spool: Spool; readonly registry: Registry },
): Servers {
  const world = { calendar, random, meter, ...behind };
  return { smtp: new SmtpServer(world, options), api: new ApiServer(world, options) };
}
