/**
 * What the SMTP and the HTTP client of a population do alike: a message goes into a session, and the attempt ends
 * accepted, failed, or given up at a deadline of the client. Left to the clients: the protocol, and which deadline runs
 * when.
 */

import type { Calendar } from "../../../engine/calendar.js";
import type { MailObserver } from "../../vocabulary/mail-observer.js";
import { type MessageId, NO_MESSAGE } from "../../vocabulary/message.js";
import type { Failure } from "../../vocabulary/reply.js";
import type { Client, Session } from "../../vocabulary/session.js";
import type { ClientSettings } from "../client-settings.js";
import type { HostId } from "../hosts.js";
import type { AccountingNeeds, MailNeeds } from "../needs.js";
import type { Population } from "../population.js";

/** What a client needs of the rest of the system. */
export interface ClientNeeds {
  readonly calendar: Calendar;
  readonly mail: MailNeeds;
  readonly log: AccountingNeeds;
  readonly observer?: MailObserver | undefined;
}

/** What attempts need of the server. */
interface AttemptNeeds {
  open(): Session;
  abandon(session: Session): void;
}

export class Attempts {
  /** Sessions by slot: the numbers that deadlines carry. */
  private readonly sessions: Session[] = [];

  constructor(
    private readonly population: Population,
    private readonly server: AttemptNeeds,
    private readonly needs: ClientNeeds,
    private readonly settings: ClientSettings,
  ) {}

  /** A new session of this host, not yet on its way. */
  open(client: Client, host: HostId): Session {
    const session = this.server.open();
    this.sessions[session.slot] = session;
    session.client = client;
    session.host = host;
    session.address = this.population.firstAddress + host;
    session.patience = this.settings.patience;
    session.roundTrip = this.settings.roundTrip;
    session.authenticates = this.settings.authenticates;
    return session;
  }

  /** The session in a slot. */
  at(slot: number): Session {
    const session = this.sessions[slot];
    if (session === undefined) throw new Error(`no session ${slot}`);
    return session;
  }

  /** An attempt begins: the session carries this message now. */
  begin(session: Session, message: MessageId): void {
    const { messages } = this.needs.mail;
    session.message = message;
    session.bytes = messages.bytes.get(message);
    session.recipients = messages.recipients.get(message);
    session.attemptAt = this.needs.calendar.now;
    session.tried = 1;
    session.handshakes = 0;
    this.needs.log.attemptBegan();
    this.needs.observer?.attemptBegan(session);
  }

  /** The client has its positive reply. */
  succeed(session: Session, host: HostId): void {
    const { message } = session;
    this.needs.log.attemptAccepted(session, this.needs.calendar.now - session.attemptAt);
    this.needs.observer?.attemptEnded(session, "accepted");
    session.message = NO_MESSAGE;
    this.population.succeeded(host, message, session.addressIndex);
  }

  fail(session: Session, host: HostId, failure: Failure): void {
    const { message } = session;
    this.needs.log.attemptFailed(session, failure);
    this.needs.observer?.attemptEnded(session, failure);
    session.message = NO_MESSAGE;
    this.population.failed(host, message, failure, session.addressIndex);
  }

  /** A deadline of the client is over: it hangs up. The session keeps its message while its write is under way. */
  giveUp(session: Session, host: HostId, failure: Failure): void {
    const { message, addressIndex } = session;
    this.needs.log.attemptFailed(session, failure);
    this.needs.observer?.attemptEnded(session, failure);
    this.server.abandon(session);
    this.population.failed(host, message, failure, addressIndex);
    this.leave(host);
  }

  /** The host has one connection less in use, and may begin its next attempts. */
  leave(host: HostId): void {
    this.population.hosts.busy.add(host, -1);
    this.population.proceed(host);
  }

  cancelDeadline(session: Session): void {
    if (session.deadline === 0) return;
    this.needs.calendar.cancel(session.deadline);
    session.deadline = 0;
  }
}
