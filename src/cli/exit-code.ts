/** Exit codes for scripts; documented in docs/cli.md. */

export const exitCode = {
  ok: 0,
  /** An expectation of severity `fail` does not hold. */
  failed: 1,
  /** Bad usage or scenario, or a place that cannot be written. */
  usage: 2,
  /** The noise is larger than the question. */
  inconclusive: 3,
  /** Results moved away from their baseline. */
  drift: 4,
  /** A bug of ours. */
  internal: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

const PRECEDENCE: readonly ExitCode[] = [130, 70, 2, 1, 4, 3, 0];

/** The one that counts when several apply. */
export function worstOf(codes: readonly ExitCode[]): ExitCode {
  return PRECEDENCE.find((code) => codes.includes(code)) ?? exitCode.ok;
}
