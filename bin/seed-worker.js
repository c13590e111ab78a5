// A thread that runs one seed: of the same build as the program.
import { load } from "./program.js";

const { default: runSeed } = await load("seed-worker", "cli/running/seed-worker");

export default runSeed;
