/** Ties the timeline's orders to the authentication service and its callers. */

import { ScenarioError } from "../../../schema/scenario-error.js";
import { suggest } from "../../../schema/suggest.js";
import type { AuthSystem } from "../../auth/auth-system.js";
import type { AuthControls } from "../../operations/controls.js";

export function authControls(auth: AuthSystem): AuthControls {
  return {
    checkCaller(caller) {
      if (auth.has(caller)) return;
      const callers = auth.options.callers.map(({ name }) => name);
      const meant = suggest(caller, callers);
      const expected = `one of ${callers.join(", ")}`;
      throw new ScenarioError([
        { path: "adds.caller", found: `no caller "${caller}"`, expected, ...(meant && { suggestion: meant }) },
      ]);
    },
    deploy: (name, order) => auth.deploy(name, order),
    rollback: (name) => auth.rollback(name),
    restart: (order, down, ended) => auth.restart(order, down, ended),
    checkCache() {
      if (auth.hasCache) return;
      const expected = "auth.cache, such as cache: { lifetime: 5min }";
      throw new ScenarioError([{ path: "part", found: "a restart of the cache of auth, which has none", expected }]);
    },
    flush: (down, ended) => auth.flush(down, ended),
  };
}
