/** Builds the two servers of the intake, SMTP and HTTP, at the scale of the scenario. */

import { ApiServer } from "../intake/api-server.js";
import type { Registry } from "../intake/needs.js";
import type { IntakeOptions } from "../intake/options.js";
import type { Replies } from "../intake/replies.js";
import { SmtpServer } from "../intake/smtp-server.js";
import type { Spool } from "../vocabulary/durable-write.js";
import { scaledIntake } from "./scale.js";
import type { SystemWorld } from "./system-world.js";

export interface Servers {
  readonly smtp: SmtpServer;
  readonly api: ApiServer;
}

export function buildIntake(
  options: IntakeOptions,
  { calendar, random, meter, clock }: SystemWorld,
  behind: { readonly replies: Replies; readonly spool: Spool; readonly registry: Registry },
): Servers {
  const world = { calendar, random, meter, ...behind };
  const scaled = scaledIntake(options, clock.scale);
  return { smtp: new SmtpServer(world, scaled), api: new ApiServer(world, scaled) };
}
