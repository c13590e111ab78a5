/** What the intake needs of the rest of the system: a durable store, and someone who follows the messages. */

import type { Bytes } from "../../schema/quantity.js";
import type { MessageId } from "../message.js";

/** How a durable write ended. After a timeout some replicas may hold the message all the same. */
export type WriteOutcome = "stored" | "timeout" | "unavailable" | "overloaded";

/** Where accepted mail is made durable. The outcome always comes later, by an event. */
export interface Spool {
  write(bytes: Bytes, client: SpoolClient, tag: number): void;
}

export interface SpoolClient {
  written(tag: number, outcome: WriteOutcome): void;
}

/** Told when a message's durable write begins and ends. */
export interface Registry {
  writeBegins(id: MessageId): void;
  writeEnds(id: MessageId, stored: boolean): void;
}
