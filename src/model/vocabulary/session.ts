/**
 * One connection between a client and the intake, seen from both ends, and the calls that each end makes on the other.
 * A call happens when its receiver learns of it: travel time is in the stages. Packets are not modelled.
 */

import type { Ticket } from "../../engine/calendar.js";
import type { Pooled } from "../../engine/pool.js";
import type { Bytes, Seconds } from "../../schema/quantity.js";
import { type MessageId, NO_MESSAGE } from "./message.js";
import type { Cause, ReplyCode, Stage } from "./reply.js";

/** What the intake tells a client. */
export interface Client {
  /** The transaction (or request) has its reply. When `session.closes`, the server has hung up. */
  answered(session: Session, code: ReplyCode, cause: Cause | "none"): void;
  /** The server refused the session before any transaction, and hung up. */
  refused(session: Session, code: ReplyCode, cause: Cause): void;
  /** The connection broke under the client: a restart, or an idle timeout. */
  lost(session: Session, cause: Cause): void;
  /** From here on the server may keep the client waiting, at connect, banner or dot: its deadline begins to run. */
  waits(session: Session, stage: Stage): void;
  /** The wait for a connection or a banner is over. */
  stopsWaiting(session: Session): void;
  /** The stage has taken longer than the client's patience; nothing is heard of the session any more. */
  outOfPatience(session: Session): void;
}

/** How long a client waits at the stages where a server can make it wait. */
export interface Patience {
  readonly connect: Seconds;
  readonly banner: Seconds;
  /** For the replies to EHLO, STARTTLS, AUTH, MAIL, RCPT and DATA; as for the banner when a profile does not say. */
  readonly command?: Seconds;
  /** For the reply to the final dot, or for the HTTP response. */
  readonly dot: Seconds;
}

/** Where a connection has got to: the hops of the way in, and the front ends behind them. */
export const HOPS = ["internet", "mitigation", "edge", "balancer", "intake"] as const;

export type Hop = (typeof HOPS)[number];

export class Session implements Pooled {
  client!: Client;
  /** The client host, by a number that is unique over all populations: what a per-client limit counts. */
  address = 0;
  /** The host's number within its population. */
  host = 0;
  /** The message in transaction, or `NO_MESSAGE`. */
  message: MessageId = NO_MESSAGE;
  bytes: Bytes = 0;
  recipients = 1;
  roundTrip: Seconds = 0;
  /** One round trip for MAIL, RCPT and DATA together (RFC 2920), or one each. */
  pipelining = false;
  /** The TLS handshake is part of the session. */
  tls = false;
  /** The client logs in. */
  authenticates = false;
  /** How long its client waits at each stage. */
  patience!: Patience;
  /** When this attempt began: the connect for a new connection, the transaction on a reused one. */
  attemptAt: Seconds = 0;

  /** Which address of the smarthost it goes to, from 0 on. */
  addressIndex = 0;
  /** Addresses that the attempt has tried, this one included, and its sessions that got past the handshake. */
  tried = 1;
  handshakes = 0;

  /** The front end that holds it. */
  node = 0;
  stage: Stage = "connect";
  /** Transactions finished on this connection. */
  transactions = 0;
  /** This session holds a slot at its front end. */
  holdsSlot = false;
  /** The client has gone; the server finds out when it answers. */
  abandoned = false;
  /** The check of its login that is under way, negative if none. */
  login = -1;
  /** A durable write for this session is under way. */
  storing = false;
  /** The reply to the transaction is on its way. */
  replying = false;
  /** The server hangs up after this reply. */
  closes = false;
  /** SYNs that found the backlog full. */
  synRetransmissions = 0;
  /** What the stage at which it stops takes by itself: so much of its client's patience is used up. */
  stageTime: Seconds = 0;
  /** The client's running deadline, 0 if none. */
  deadline: Ticket = 0;
  /** The server's next step for this session, 0 if none. */
  step: Ticket = 0;
  code: ReplyCode = 250;
  cause: Cause | "none" = "none";
  /** The session behind this one in the backlog. */
  next: Session | undefined = undefined;
  /** The session before it. */
  before: Session | undefined = undefined;
  /** When it arrived at its front end. */
  queuedAt: Seconds = 0;
  /** The last hop that has seen it. */
  hop: Hop = "intake";
  /** By which protocol its client comes, for the books of the way in. */
  channel: "smtp" | "api" = "smtp";
  /** The pool of front ends that its client goes to. */
  pool = 0;
  /** A hop keeps it from getting any further, until its next SYN or for good. */
  held = false;

  constructor(readonly slot: number) {}
}

/** Makes a session new again; called by the pool for every connection. */
export function resetSession(session: Session): void {
  session.message = NO_MESSAGE;
  session.addressIndex = 0;
  session.stage = "connect";
  session.transactions = 0;
  session.holdsSlot = false;
  session.abandoned = false;
  session.login = -1;
  session.storing = false;
  session.replying = false;
  session.closes = false;
  session.synRetransmissions = 0;
  session.deadline = 0;
  session.step = 0;
  session.cause = "none";
  session.next = undefined;
  session.before = undefined;
  session.hop = "intake";
  session.pool = 0;
  session.held = false;
}
