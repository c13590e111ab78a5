/**
 * How long the stages of a session take without a wait: round trips and server time. Round trips as counted by Finch
 * (IETF 68) and RFC 5321/3207/8446: 12 for a new session with TLS 1.2 and AUTH.
 */

import type { Distribution } from "../../engine/distribution/distribution.js";
import { makeDistribution } from "../../engine/distribution/index.js";
import type { Stream } from "../../engine/random.js";
import type { Bytes, BytesPerSecond, Seconds } from "../../schema/quantity.js";
import { STAGE, STAGES, type Stage } from "../vocabulary/reply.js";
import type { Patience, Session } from "../vocabulary/session.js";
import type { IntakeOptions } from "./options.js";

/** TCP's initial window: 10 segments of 1,460 bytes (RFC 6928). */
const INITIAL_WINDOW: Bytes = 14_600;

/** Guess: what a client's uplink carries, 100 Mbit/s. It matters for large messages only. */
const UPLINK: BytesPerSecond = 12_500_000;

/** STARTTLS, a TLS 1.2 handshake of two round trips, and EHLO again. */
const TLS_ROUND_TRIPS = 4;

/** Round trips of a refused client: TCP, and reading the banner. */
export const REFUSAL_ROUND_TRIPS = 2;

/** The stages at which a server takes time of its own. */
const TIMED = ["banner", "ehlo", "tls", "auth", "mail", "data"] as const;

export class StageTimes {
  /** By stage: the server's own time, where it is always the same and where it is not. */
  private readonly fixed = STAGES.map((): Seconds => 0);
  private readonly random = STAGES.map((): Distribution | undefined => undefined);

  constructor(
    options: IntakeOptions["stages"],
    private readonly stream: Stream,
  ) {
    for (const stage of TIMED) {
      const time = makeDistribution(options[stage]);
      if (time.variance === 0) this.fixed[STAGE[stage]] = time.mean;
      else this.random[STAGE[stage]] = time;
    }
  }

  /** Seconds from the end of the stage before to the end of this one. */
  of(stage: Stage, session: Session): Seconds {
    switch (stage) {
      case STAGE.connect:
        return session.roundTrip;
      case STAGE.banner:
      case STAGE.ehlo:
        return session.roundTrip + this.served(stage);
      case STAGE.tls:
        return session.tls ? TLS_ROUND_TRIPS * session.roundTrip + this.served(stage) : 0;
      case STAGE.auth:
        return session.authenticates ? session.roundTrip + this.served(stage) : 0;
      case STAGE.mail:
        return (session.pipelining ? 1 : 2 + session.recipients) * session.roundTrip + this.served(stage);
      case STAGE.data:
        return transferTime(session) + this.served(stage);
      default:
        return 0;
    }
  }

  private served(stage: Stage): Seconds {
    return this.random[stage]?.sample(this.stream) ?? this.fixed[stage]!;
  }
}

/** Half a round trip for the bytes to arrive, the uplink's time, and TCP's slow start on the way. */
export function transferTime(session: Session): Seconds {
  const windows = Math.ceil(session.bytes / INITIAL_WINDOW);
  const slowStart = 31 - Math.clz32(Math.max(1, windows));
  return (0.5 + slowStart) * session.roundTrip + session.bytes / UPLINK;
}

/** A client without TLS or a login never reaches those stages. */
export function takesPart(session: Session, stage: Stage): boolean {
  if (stage === STAGE.tls) return session.tls;
  return stage !== STAGE.auth || session.authenticates;
}

/**
 * The client's patience at a stage. A deadline runs per reply: a transfer that goes on is not silence, and the client
 * itself keeps the deadline of the final dot.
 */
export function patienceAt(stage: Stage, { connect, banner, command = banner }: Patience): Seconds {
  if (stage === STAGE.connect) return connect;
  if (stage === STAGE.banner) return banner;
  return stage === STAGE.data || stage === STAGE.dot ? Number.POSITIVE_INFINITY : command;
}
