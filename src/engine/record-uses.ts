/** Checked mode's memory: which use of its record each pending event was scheduled for. */
import type { AnyAction } from "./action.js";

export class RecordUses {
  private readonly uses: number[] = [];

  /** The event in that slot was scheduled with that record, which must be in use. */
  note(slot: number, action: AnyAction, record: unknown): void {
    this.uses[slot] = action.useOf(record);
  }

  /** Throws when the record has been released since, even if it is in use again. */
  assertSame(slot: number, action: AnyAction, record: unknown): void {
    if (action.useOf(record) !== this.uses[slot])
      throw new Error(`used after release: the record of a pending "${action.name}" was released and acquired again`);
  }
}
