/** The control without the defect, and the two fixes of May 2016: examples.ts says how much of them. */
import { longExamples, testExamples } from "../examples.js";

testExamples(longExamples.shortened);
