/** Property tests draw the same cases in every run: a failure seen once is a failure seen by everybody. */
import { configureGlobal } from "fast-check";

configureGlobal({ seed: 20160524 });
