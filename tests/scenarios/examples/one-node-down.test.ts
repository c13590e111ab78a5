/** A control of May 2016: one node is away, and the defect is not there. */
import { longExamples, testExamples } from "../examples.js";

testExamples(longExamples.down);
