/** What we use of jstat 1.9.6, which ships no types. */
declare module "jstat" {
  interface Law {
    inv(probability: number, ...parameters: number[]): number;
  }
  const jstat: { studentt: Law; normal: Law };
  export default jstat;
}
