// A thread that judges one case of closed forms: the built program's when there is one, else from its sources.
import { existsSync } from "node:fs";

const built = new URL("../dist/cli/running/verify-worker.js", import.meta.url);
const fromSources = !existsSync(built) || process.env.TEMPFAIL_SOURCES;
if (fromSources) {
  const { register } = await import("tsx/esm/api");
  register();
}
const { default: judgeCase } = await import(
  fromSources ? new URL("../src/cli/running/verify-worker.ts", import.meta.url).href : built.href
);

export default judgeCase;
