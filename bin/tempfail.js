#!/usr/bin/env node
// The program: built, bundled or from its sources, as bin/program.js finds it.
import { load } from "./program.js";

await load("main", "cli/main");
