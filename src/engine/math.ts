/**
 * Elementary functions with the same bits on Node 20, 22 and 24 and in browsers, where `Math.log`, `Math.exp`,
 * `Math.pow` and their kin differ in the last digit. `Math.sqrt` and the rounding functions are exact by the standard
 * and stay in use. Engine, metrics and model take these; a test forbids the others there. Each is within one unit in
 * the last place.
 */
export { exp } from "./math/exp.js";
export { log } from "./math/log.js";
export { pow } from "./math/pow.js";
export { powerOfTwo } from "./math/power-of-two.js";
export { cbrt, expm1, log1p, log2, log10, tanh } from "./math/rare.js";
