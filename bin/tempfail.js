#!/usr/bin/env node
// Runs the built program when there is one, else its sources through tsx: works right after `npm ci --ignore-scripts`.
// TEMPFAIL_SOURCES=1 runs the sources in any case: the tests must not judge an older build.
import { existsSync } from "node:fs";

const built = new URL("../dist/cli/main.js", import.meta.url);
if (existsSync(built) && !process.env.TEMPFAIL_SOURCES) await import(built.href);
else {
  const { register } = await import("tsx/esm/api");
  register();
  await import(new URL("../src/cli/main.ts", import.meta.url).href);
}
