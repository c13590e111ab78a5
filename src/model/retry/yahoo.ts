/** Yahoo as measured in 2015: about 2.1 min, doubling, from one address. */

import { measured } from "./measured.js";

export const yahoo = measured({
  name: "yahoo",
  summary: "2 min doubling",
  times: ["2:07", "5:39", "12:58", "27:16", "55:13", "109:35", "216:47", "430:36"],
  growth: 2,
  noise: "0%",
});
