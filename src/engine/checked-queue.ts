/** The queue in checked mode: remembers which use of its record each pending event was scheduled for. */
import type { AnyAction } from "./action.js";
import { EventQueue } from "./events/event-queue.js";
import { TAG_KIND, TICKET_SLOT, type Ticket } from "./events/event-table.js";

export class CheckedQueue extends EventQueue {
  private readonly uses: number[] = [];

  /** @param actions by kind */
  constructor(
    refuse: (time: number, kind: number) => never,
    private readonly actions: readonly AnyAction[],
  ) {
    super(refuse);
  }

  override claim(what: number, record: number): Ticket {
    const use = this.actions[what & TAG_KIND]!.useOf(record);
    const ticket = super.claim(what, record);
    this.uses[ticket & TICKET_SLOT] = use;
    return ticket;
  }

  /** Throws when an event is about to happen to a record that has been released since, even if it is in use again. */
  override take(last: number): number {
    const slot = this.slots[last]!;
    const tag = super.take(last);
    const action = this.actions[tag & TAG_KIND]!;
    if (action.useOf(this.freed) !== this.uses[slot] && (tag & TAG_KIND) !== 0)
      throw new Error(`used after release: the record of a pending "${action.name}" was released and acquired again`);
    return tag;
  }
}
