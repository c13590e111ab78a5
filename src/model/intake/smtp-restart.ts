/**
 * A restart of the SMTP server: every session ends, and its client may connect again at once. A reply that is on its
 * way still arrives; a durable write goes on, with its client or without it as the restart says.
 */

import type { Calendar } from "../../engine/calendar.js";
import { NO_MESSAGE } from "../vocabulary/message.js";
import type { IntakeRestartOrder } from "../vocabulary/orders.js";
import type { Session } from "../vocabulary/session.js";
import type { Slots } from "./slots.js";

/** The server that restarts. */
export interface RestartNeeds {
  /** Takes the session's slot away. */
  vacate(session: Session): void;
  release(session: Session): void;
}

export function restartSessions(
  plan: IntakeRestartOrder,
  slots: Slots,
  calendar: Calendar,
  server: RestartNeeds,
): void {
  const isKept = (one: Session) => one.replying || (one.storing && plan.inFlight === "finish");
  const held = slots.held(plan.node);
  const ended = held.filter((one) => !isKept(one));
  for (const session of held.filter(isKept)) session.closes = true;
  for (const session of ended) server.vacate(session);
  const dropped = slots.refill(plan);
  // Idle connections first: a client that lost another one must not try to use them.
  const idle = ended.filter(({ message }) => message === NO_MESSAGE);
  const busy = ended.filter(({ message, abandoned }) => message !== NO_MESSAGE && !abandoned);
  for (const session of [...idle, ...busy, ...dropped]) cutOff(session, calendar, server);
}

/** The connection breaks under the client. A durable write under way goes on without it. */
function cutOff(session: Session, calendar: Calendar, server: RestartNeeds): void {
  calendar.cancel(session.step);
  session.step = 0;
  session.abandoned = session.storing;
  const { message } = session;
  session.client.lost(session, "restart");
  if (session.storing) session.message = message;
  else server.release(session);
}
