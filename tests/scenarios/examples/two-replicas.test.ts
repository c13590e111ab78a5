/** A control of May 2016: two replicas of a range are upgraded at once. */
import { longExamples, testExamples } from "../examples.js";

testExamples(longExamples.upgraded);
