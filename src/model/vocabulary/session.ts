/**
 * One connection between a client and the intake, seen from both ends, and the calls that each end makes on the other.
 * An HTTP request is a session with one transaction. A call happens when its receiver learns of it: travel time is part
 * of the stages. Left out: packets.
 */

import type { Ticket } from "../../engine/calendar.js";
import type { Pooled } from "../../engine/pool.js";
import type { Bytes, Seconds } from "../../schema/quantity.js";
import { type MessageId, NO_MESSAGE } from "./message.js";
import { type Cause, type ReplyCode, STAGE, type Stage } from "./reply.js";

/** What a client is told: by the intake, and by the edge while its connection has not arrived there. */
export interface Client {
  /** The transaction (or request) has its reply. When `session.closes`, the server has hung up. */
  answered(session: Session, code: ReplyCode, cause: Cause | "none"): void;
  /** The server has refused the session before any transaction, and has hung up. */
  refused(session: Session, code: ReplyCode, cause: Cause): void;
  /** The connection has broken: a restart, or an idle timeout. */
  lost(session: Session, cause: Cause): void;
  /**
   * The client may have to wait from now on, at connect, banner or dot: its deadline runs. Not called where the answer
   * is sure to come in time.
   */
  waits(session: Session, stage: Stage): void;
  /** The wait for a connection or a banner is over. */
  stopsWaiting(session: Session): void;
  /** The stage has taken longer than the client's patience. The client hears nothing more of the session. */
  outOfPatience(session: Session): void;
}

/** How long a client waits at the stages where a server can make it wait. */
export interface Patience {
  readonly connect: Seconds;
  readonly banner: Seconds;
  /** For the replies to EHLO, STARTTLS, AUTH, MAIL, RCPT and DATA. Default: as for the banner. */
  readonly command?: Seconds;
  /** For the reply to the final dot, or for the HTTP response. */
  readonly dot: Seconds;
}

/** The hops of a connection: those of the ingress in order, and the front ends behind them. */
export const HOPS = ["internet", "mitigation", "edge", "balancer", "intake"] as const;

export type Hop = (typeof HOPS)[number];

/**
 * Each field belongs to one part, which writes it; others only read it. The exceptions are the last group of fields,
 * which the edge writes until the connection arrives and the intake afterwards, and `message`, which the intake clears
 * at the end.
 */
export class Session implements Pooled {
  // ── Written by the senders: for the connection ──
  client!: Client;
  /** The client host, by a number that is unique over all populations: what a per-client limit counts. */
  address = 0;
  /** The host's number within its population. */
  host = 0;
  /** Which address of the smarthost the connection goes to, from 0 on. */
  addressIndex = 0;
  roundTrip: Seconds = 0;
  /** One round trip for MAIL, RCPT and DATA together (RFC 2920), or one each. */
  pipelining = false;
  /** The TLS handshake is part of the session. */
  tls = false;
  /** The client logs in. */
  authenticates = false;
  patience!: Patience;
  /** The client's running deadline, 0 if none. */
  deadline: Ticket = 0;

  // ── Written by the senders: for the attempt that the connection carries ──
  /** The message in transaction, or `NO_MESSAGE`. */
  message: MessageId = NO_MESSAGE;
  bytes: Bytes = 0;
  recipients = 1;
  /** When the attempt began: at the connect for a new connection, at the transaction on a reused one. */
  attemptAt: Seconds = 0;
  /** Addresses that the attempt has tried, this one included. */
  tried = 1;
  /** Sessions of the attempt that got past the handshake, before this one. */
  handshakes = 0;

  // ── Written by the edge ──
  /** The protocol by which the client comes. */
  channel: "smtp" | "api" = "smtp";
  /** The pool of front ends that the client goes to. */
  pool = 0;
  /** The last hop that has seen the connection; "intake" where there is no edge. */
  hop: Hop = "intake";
  /** The hop keeps the connection from getting any further, until its next SYN or for good. */
  held = false;

  // ── Written by the intake ──
  /** The front end that the connection goes to. */
  node = 0;
  /** When it arrived at its front end. */
  queuedAt: Seconds = 0;
  /** The session behind this one in the backlog. */
  next: Session | undefined = undefined;
  /** The session before it. */
  before: Session | undefined = undefined;
  /** The session holds a slot at its front end. */
  holdsSlot = false;
  /** What the stage at which the session stops takes by itself: this much of the client's patience is used up. */
  stageTime: Seconds = 0;
  /** The check of its login that is under way, negative if none. */
  login = -1;
  /** A durable write for this session is under way. */
  storing = false;
  /** The reply to the transaction is on its way. */
  replying = false;
  /** The latest reply, and why it was given. Set before each reply. */
  code: ReplyCode = 250;
  cause: Cause | "none" = "none";
  /** The server hangs up after this reply. */
  closes = false;
  /** Transactions finished on this connection. */
  transactions = 0;
  /** The client has gone; the server finds out when it answers. */
  abandoned = false;

  // ── Written by the edge until the connection arrives, and by the intake afterwards ──
  stage: Stage = STAGE.connect;
  /** The next step for this session, 0 if none: the next SYN, or the end of a stage. */
  step: Ticket = 0;
  /** SYNs sent again since the connection set out, or since it reached its front end. */
  synRetransmissions = 0;

  constructor(readonly slot: number) {}
}

/**
 * Makes a session new again; called by the pool for every connection. Fields that are not named here need no reset:
 * their owner writes them for every connection (the senders), attempt (the senders), arrival or reply (the intake).
 */
export function resetSession(session: Session): void {
  session.addressIndex = 0;
  session.deadline = 0;
  session.message = NO_MESSAGE;

  session.pool = 0;
  session.hop = "intake";
  session.held = false;

  session.next = undefined;
  session.before = undefined;
  session.holdsSlot = false;
  session.login = -1;
  session.storing = false;
  session.replying = false;
  session.cause = "none";
  session.closes = false;
  session.transactions = 0;
  session.abandoned = false;

  session.stage = STAGE.connect;
  session.step = 0;
  session.synRetransmissions = 0;
}
