/** The command line or its surroundings are at fault; the message is all that the user needs. Exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
