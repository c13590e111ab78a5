/** A control of May 2016: the defect on one node only. */
import { longExamples, testExamples } from "../examples.js";

testExamples(longExamples.sick);
