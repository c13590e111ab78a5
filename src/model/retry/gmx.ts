/** GMX and mail.com as measured in 2015: 5 min, 1.5 times longer each time. */

import { measured } from "./measured.js";

export const gmx = measured({
  name: "gmx",
  summary: "5 min, then 1.5 times longer each time",
  times: ["5:02", "12:37", "23:59", "41:03", "66:38", "105:01", "162:35", "248:56", "378:28"],
  growth: 1.5,
  noise: "0%",
});
