// A thread that runs one seed: the built program's when there is one, else from its sources, as bin/tempfail.js does.
import { existsSync } from "node:fs";

const built = new URL("../dist/cli/running/seed-worker.js", import.meta.url);
const fromSources = !existsSync(built) || process.env.TEMPFAIL_SOURCES;
if (fromSources) {
  const { register } = await import("tsx/esm/api");
  register();
}
const { default: runSeed } = await import(
  fromSources ? new URL("../src/cli/running/seed-worker.ts", import.meta.url).href : built.href
);

export default runSeed;
