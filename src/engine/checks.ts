/**
 * The switch for checks that cost time: double release, use after release, reads outside a column.
 * On unless the program's entry turns them off; parts read it once, when they are constructed.
 */
let enabled = true;

/** Turns the checks on or off for everything constructed from now on (in this thread). */
export function setChecks(on: boolean): void {
  enabled = on;
}

/** Whether parts constructed now shall check how they are used. */
export function checksOn(): boolean {
  return enabled;
}
