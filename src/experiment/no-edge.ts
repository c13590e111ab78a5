/** The error of a question about an edge that the scenario leaves out. It stands alone, so that printing it loads no model. */

/** Without an edge, a run has only one vantage point. The message is all that a user needs. */
export class NoEdge extends Error {
  override readonly name = "NoEdge";

  constructor(scenario: string) {
    super(`${scenario} has no \`edge\` section: without hops before the servers there is only one vantage point`);
  }
}
