/** Hotmail as measured in 2015: soon constant at 4 min, without jitter; 94 attempts in 6 h. */

import { measured } from "./measured.js";

export const hotmail = measured({
  name: "hotmail",
  summary: "1, 1, 1, 2, 3 min, then every 4 min",
  times: ["1:01", "2:03", "3:04", "5:06", "8:07", "12:08", "16:10"],
  growth: 1,
  noise: "0%",
});
