/** A fault of the command line or of its files. The message is complete for the user. Exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
