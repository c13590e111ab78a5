/** Gmail as measured in 2015: waits grow 1.3 to 1.5 times, with 25 % noise, from seven addresses. */

import { measured } from "./measured.js";

export const gmail = measured({
  name: "gmail",
  summary: "6, 23, 28, 42, 63, 68, 79, 126 min ± 25 %, then 1.4 times longer",
  times: ["6:02", "29:02", "56:36", "98:44", "162:03", "229:44", "309:05", "434:46"],
  growth: 1.4,
  noise: "25%",
});
