/**
 * Operations on a part that the scenario leaves out are refused, before the run, with the section that would bring it
 * in.
 */

import { ScenarioError } from "../../../schema/scenario-error.js";

/**
 * Hands out the controls of a part, or refuses them where there are none.
 * @param called the part in the words of the error, where these differ from its section
 */
export function refusing<Controls>(
  controls: Controls | undefined,
  section: "storage" | "auth" | "edge",
  called: string = section,
): () => Controls {
  return () => {
    if (controls !== undefined) return controls;
    const expected = `${section === "storage" ? "a" : "an"} ${section} section`;
    throw new ScenarioError([{ path: "", found: `an operation on ${called}, which is off`, expected }]);
  };
}
