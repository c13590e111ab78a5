/** Carries out the operations of a scenario at their times, and records when each began and ended. */

import type { Calendar } from "../../engine/calendar.js";
import type { Seconds } from "../../schema/quantity.js";
import { ScenarioError } from "../../schema/scenario-error.js";
import type { Controls } from "./controls.js";
import type { Nature, Operation } from "./operation.js";

/** An operation with its place in time, seconds from the start of the run. */
export interface Planned {
  readonly name: string;
  readonly kind: string;
  /** When it begins; for a reaction, a function that calls back when people act. */
  readonly at: Seconds | ((begin: (detail: string) => void) => void);
  readonly for: Seconds | undefined;
  readonly every: Seconds | undefined;
  readonly operation: Operation;
}

/** One operation as it took place: `end` is missing while it lasts. */
export interface Entry {
  readonly name: string;
  readonly kind: string;
  readonly nature: Nature;
  readonly start: Seconds;
  end: Seconds | undefined;
  /** For a reaction: its trigger, and how long people took. Empty otherwise. */
  readonly detail: string;
}

export class Timeline {
  readonly entries: Entry[] = [];

  constructor(
    private readonly calendar: Calendar,
    private readonly controls: Controls,
    private readonly duration: Seconds,
  ) {}

  /**
   * Schedules an operation, and its repetitions up to the end of the run. Throws a ScenarioError if it is impossible.
   */
  plan(planned: Planned): void {
    checkLengths(planned);
    planned.operation.check?.(this.controls);
    const { calendar } = this;
    const { name, operation, every } = planned;
    let last: Entry | undefined;
    let why = "";
    const end = calendar.signal(`operation ${name} ends`, () => {
      operation.end(this.controls);
      if (last !== undefined) last.end = calendar.now;
    });
    const begin = calendar.signal(`operation ${name}`, () => {
      last = this.begin(planned, why);
      // First the end, then the next beginning: of two at the same time the one scheduled first happens first.
      if (operation.length === "for" && planned.for !== undefined) calendar.after(planned.for, end);
      if (every !== undefined && calendar.now + every <= this.duration) calendar.after(every, begin);
    });
    if (typeof planned.at === "number") calendar.at(planned.at, begin);
    else
      planned.at((detail) => {
        why = detail;
        calendar.after(0, begin);
      });
  }

  private begin({ name, kind, operation }: Planned, detail: string): Entry {
    const entry: Entry = {
      name,
      kind,
      nature: operation.nature ?? "change",
      start: this.calendar.now,
      end: undefined,
      detail,
    };
    this.entries.push(entry);
    operation.begin(this.controls, () => {
      entry.end = this.calendar.now;
    });
    return entry;
  }
}

/**
 * Throws when an operation could overlap with its own repetition: its second end would undo what the first had undone.
 */
function checkLengths({ operation, for: length, every }: Planned): void {
  const refuse = (path: string, found: string, expected: string) => {
    throw new ScenarioError([{ path, found, expected }]);
  };
  if (operation.length === "own" && length !== undefined) refuse("for", "an operation that ends by itself", "no `for`");
  if (operation.length === "own" || every === undefined) return;
  if (length === undefined) refuse("every", "an operation that is repeated but never ends", "a `for` as well");
  else if (length > every) refuse("for", "an operation that is repeated before it ends", "a `for` not above `every`");
}
