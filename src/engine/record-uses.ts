import type { AnyAction } from "./action.js";

/** Checked mode's memory: which use of its record each pending event was scheduled for. */
export class RecordUses {
  private readonly uses: number[] = [];

  /** The event in that slot was scheduled with that record, which must be in use. */
  note(slot: number, action: AnyAction, index: number): void {
    this.uses[slot] = action.useOf(index);
  }

  /** Throws when the record has been released since. */
  assertSame(slot: number, action: AnyAction, index: number): void {
    action.assertSameUse(index, this.uses[slot]!);
  }
}
