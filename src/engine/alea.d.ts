/** The alea generator alone: the package's main module would pull in all generators, and `crypto`. */
declare module "seedrandom/lib/alea.js" {
  import type seedrandom from "seedrandom";

  const alea: (seed: string) => seedrandom.PRNG;
  export default alea;
}
