/** A store that is always there and takes no time: what stands behind an intake when a scenario has no storage. */

import type { Action } from "../../engine/action.js";
import type { Calendar } from "../../engine/calendar.js";
import type { Spool, SpoolClient } from "../intake/needs.js";

export class InstantSpool implements Spool {
  private readonly clients: SpoolClient[] = [];
  private readonly stored: Action<number>[] = [];

  constructor(private readonly calendar: Calendar) {}

  write(_bytes: number, client: SpoolClient, tag: number): void {
    let index = this.clients.indexOf(client);
    if (index < 0) index = this.admit(client);
    const stored = this.stored[index];
    if (stored !== undefined) this.calendar.after(0, stored, tag);
  }

  private admit(client: SpoolClient): number {
    const index = this.clients.push(client) - 1;
    this.stored.push(this.calendar.indexed(`instant write ${index + 1}`, (tag) => client.written(tag, "stored")));
    return index;
  }
}
