/** The control without the defect, and the two fixes of May 2016: see examples.ts for the load at which they run. */
import { longExamples, testExamples } from "../examples.js";

testExamples(longExamples.tenth);
