/** Waiting for real programs: until something holds, or until a server says its first line. Never a fixed time. */
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

const LOOK_EVERY = 50;
/** For what takes a fraction of a second on an idle machine, milliseconds. */
const PATIENCE = 120_000;

/** Returns once `is` holds. Throws an error that names what was awaited, when it never does or `isHopeless`. */
export async function until(
  what: string,
  is: () => boolean | Promise<boolean>,
  isHopeless: () => boolean = () => false,
): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (!(await is())) {
    if (isHopeless()) throw new Error(`${what}: the program has ended`);
    if (performance.now() > end) throw new Error(`${what}: not within ${PATIENCE / 1000} s`);
    await pause(LOOK_EVERY);
  }
}

/** Whether a server on a Unix-domain socket answers a new connection with a line of SMTP. */
export async function greets(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    const [first] = (await once(socket, "data", { signal: AbortSignal.timeout(PATIENCE) })) as [Buffer];
    return /^\d{3}[ -]/.test(first.toString());
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
