#!/usr/bin/env node
// Runs the built program when there is one, else its sources through tsx: works right after `npm ci --ignore-scripts`.
import { existsSync } from "node:fs";

const built = new URL("../dist/cli/main.js", import.meta.url);
if (existsSync(built)) await import(built.href);
else {
  const { register } = await import("tsx/esm/api");
  register();
  await import(new URL("../src/cli/main.ts", import.meta.url).href);
}
