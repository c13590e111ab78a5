/**
 * A store that stores every message at once and never fails. It stands behind the intake when a scenario has no storage
 * section. The outcome still comes by an event of its own, as from the cluster.
 */
import type { Action } from "../../engine/action.js";
import type { Calendar } from "../../engine/calendar.js";
import type { Bytes } from "../../schema/quantity.js";
import type { Spool, SpoolClient } from "../vocabulary/durable-write.js";

export class InstantStore implements Spool {
  readonly longest = 0;
  private readonly clients: SpoolClient[] = [];
  private readonly stored: Action<number>[] = [];

  constructor(private readonly calendar: Calendar) {}

  /** Hot path. */
  write(_bytes: Bytes, client: SpoolClient, tag: number): void {
    let index = this.clients.indexOf(client);
    if (index < 0) index = this.register(client);
    const stored = this.stored[index];
    if (stored !== undefined) this.calendar.after(0, stored, tag);
  }

  /** Gives a client that writes for the first time an action of its own. */
  private register(client: SpoolClient): number {
    const index = this.clients.push(client) - 1;
    this.stored.push(this.calendar.indexed(`instant write ${index + 1}`, (tag) => client.written(tag, "stored")));
    return index;
  }
}
