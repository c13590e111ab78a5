/** Ties the timeline's orders to the authentication part. */

import { ScenarioError } from "../../../schema/scenario-error.js";
import { suggest } from "../../../schema/suggest.js";
import type { AuthSystem } from "../../auth/auth-system.js";
import type { DeployOptions } from "../../auth/options.js";
import type { AuthControls } from "../../operations/controls.js";

export function authControls(auth: AuthSystem | undefined): AuthControls {
  if (auth === undefined) return withoutAuth;
  return {
    check(caller) {
      if (caller === undefined || auth.has(caller)) return;
      const callers = auth.options.callers.map(({ name }) => name);
      const meant = suggest(caller, callers);
      const expected = `one of ${callers.join(", ")}`;
      throw new ScenarioError([
        { path: "adds.caller", found: `no caller "${caller}"`, expected, ...(meant && { suggestion: meant }) },
      ]);
    },
    deploy(name, order) {
      auth.deploy(name, order as DeployOptions);
    },
    rollback: (name) => auth.rollback(name),
    restart: (plan, down, ended) => auth.restart(plan, down, ended),
    checkCache() {
      if (auth.hasCache) return;
      const expected = "auth.cache, such as cache: { lifetime: 5min }";
      throw new ScenarioError([{ path: "part", found: "a restart of the cache of auth, which has none", expected }]);
    },
    flush: (down, ended) => auth.flush(down, ended),
  };
}

function refuse(): never {
  throw new ScenarioError([{ path: "", found: "an operation on auth, which is off", expected: "an auth section" }]);
}

const withoutAuth: AuthControls = {
  check: refuse,
  deploy: refuse,
  rollback: refuse,
  restart: refuse,
  checkCache: refuse,
  flush: refuse,
};
