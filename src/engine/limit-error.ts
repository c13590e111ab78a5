/** A run outgrew what the engine can hold. The scenario is too large, or something schedules without end. */
export class LimitError extends Error {
  override readonly name = "LimitError";
}
