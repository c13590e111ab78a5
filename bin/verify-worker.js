// A thread that judges one case of closed forms: of the same build as the program.
import { load } from "./program.js";

const { default: judgeCase } = await load("verify-worker", "cli/running/verify-worker");

export default judgeCase;
