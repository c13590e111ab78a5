import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { setChecks } from "../../src/engine/checks.js";
import { Pool } from "../../src/engine/pool.js";

interface Session {
  slot: number;
  state: string;
}

function aPool(limit?: number): Pool<Session> {
  return new Pool<Session>(
    "session",
    (slot) => ({ slot, state: "new" }),
    (session) => {
      session.state = "greeting";
    },
    limit,
  );
}

afterEach(() => setChecks(true));

test("records are numbered, reset for each use, and used again", () => {
  const sessions = aPool();
  const [a, b] = [sessions.acquire()!, sessions.acquire()!];
  expect([a.slot, b.slot, a.state]).toEqual([0, 1, "greeting"]);
  a.state = "quit";
  sessions.release(a);
  const again = sessions.acquire()!;
  expect(again).toBe(a);
  expect(again.state).toBe("greeting");
  expect([sessions.inUse, sessions.capacity]).toEqual([2, 2]);
});

test("no more records are in use than the limit allows", () => {
  const sessions = aPool(2);
  const a = sessions.acquire()!;
  sessions.acquire();
  expect(sessions.acquire()).toBeUndefined();
  sessions.release(a);
  expect(sessions.acquire()).toBe(a);
});

test("a record is never in two hands, whatever the order of taking and giving back", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 300 }), (moves) => {
      const sessions = aPool(40);
      const held: Session[] = [];
      for (const move of moves) {
        if (move % 3 === 0 && held.length > 0) sessions.release(held.splice(move % held.length, 1)[0]!);
        else {
          const session = sessions.acquire();
          expect(session === undefined).toBe(held.length === 40);
          if (session) {
            expect(held).not.toContain(session);
            held.push(session);
          }
        }
        expect(sessions.inUse).toBe(held.length);
      }
    }),
  );
});

describe("in checked mode", () => {
  test("a second release is caught", () => {
    const sessions = aPool();
    const session = sessions.acquire()!;
    sessions.release(session);
    expect(() => sessions.release(session)).toThrow("released twice: session slot 0");
  });

  test("use after release is caught", () => {
    const sessions = aPool();
    const session = sessions.acquire()!;
    expect(() => sessions.assertInUse(session)).not.toThrow();
    sessions.release(session);
    expect(() => sessions.assertInUse(session)).toThrow("used after release: session slot 0");
  });

  test("another pool's record is caught", () => {
    const [ours, theirs] = [aPool(), aPool()];
    ours.acquire();
    expect(() => ours.release(theirs.acquire()!)).toThrow("not a record of this pool: session slot 0");
  });
});

test("without checks nothing is kept and nothing is asserted", () => {
  setChecks(false);
  const sessions = aPool();
  const session = sessions.acquire()!;
  sessions.release(session);
  expect(() => sessions.assertInUse(session)).not.toThrow();
  expect(sessions.useOf(session)).toBe(0);
});

test("a record that does not carry its slot is refused", () => {
  expect(() => new Pool("session", () => ({ slot: 7 })).acquire()).toThrow("made slot 7 instead of 0");
});
