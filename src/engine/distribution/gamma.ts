/**
 * The gamma function for arguments from 1 to about 170, relative error about 1e-14.
 * Source: C. Lanczos, "A Precision Approximation of the Gamma Function", SIAM Journal on Numerical Analysis B 1 (1964)
 * 86-96, with the coefficients for g = 7 and nine terms computed by P. Godfrey (2001).
 */
import { exp, pow } from "../math.js";
export function gamma(x: number): number {
  let sum = COEFFICIENTS[0]!;
  for (let i = 1; i < COEFFICIENTS.length; i++) sum += COEFFICIENTS[i]! / (x - 1 + i);
  const t = x + 6.5;
  // In two halves, as the power alone would overflow before the product does.
  const half = pow(t, (x - 0.5) / 2);
  return Math.sqrt(2 * Math.PI) * half * exp(-t) * half * sum;
}

const COEFFICIENTS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
