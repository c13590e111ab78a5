import { describe, expect, test } from "vitest";
import { Calendar } from "../../src/engine/calendar.js";
import { Pool } from "../../src/engine/pool.js";

class Job {
  visits = 0;
  constructor(readonly slot: number) {}
}

function aPool(): Pool<Job> {
  return new Pool("job", (slot) => new Job(slot));
}

describe("the clock", () => {
  test("starts at 0 and stands at the end of the run, also when nothing happens", () => {
    const calendar = new Calendar();
    expect(calendar.now).toBe(0);
    calendar.run(12.5);
    expect(calendar.now).toBe(12.5);
  });

  test("stands at the event's time while the event happens", () => {
    const calendar = new Calendar();
    const seen: number[] = [];
    const tick = calendar.signal("tick", () => seen.push(calendar.now));
    calendar.after(2, tick);
    calendar.at(1, tick);
    calendar.run(10);
    expect(seen).toEqual([1, 2]);
  });

  test("never runs backwards, even when asked to run until a time in the past", () => {
    const calendar = new Calendar();
    calendar.run(5);
    calendar.run(3);
    expect(calendar.now).toBe(5);
  });

  test("may be used long after the last event that was looked at", () => {
    const calendar = new Calendar();
    const seen: number[] = [];
    const tick = calendar.signal("tick", () => seen.push(calendar.now));
    calendar.after(1000, tick);
    calendar.run(10);
    calendar.after(1, tick);
    calendar.run(2000);
    expect(seen).toEqual([11, 1000]);
  });

  test("reaches calendar dates, billions of seconds away, without walking there", () => {
    const calendar = new Calendar();
    const seen: number[] = [];
    const tick = calendar.signal("tick", () => seen.push(calendar.now));
    for (const time of [2.8e14, 1.7e9 + 0.3, 1.7e9]) calendar.at(time, tick);
    calendar.run(1e16);
    expect(seen).toEqual([1.7e9, 1.7e9 + 0.3, 2.8e14]);
  });
});

describe("running", () => {
  test("includes events at the end time and leaves later ones pending", () => {
    const calendar = new Calendar();
    const tick = calendar.signal("tick", () => {});
    for (const time of [1, 2, 2, 2.001]) calendar.at(time, tick);
    calendar.run(2);
    expect([calendar.events, calendar.pending]).toEqual([3, 1]);
  });

  test("stops after the current event when told so, and can go on", () => {
    const calendar = new Calendar();
    const stop = calendar.signal("stop", () => calendar.stop());
    calendar.after(1, stop);
    calendar.after(1, stop);
    calendar.run(9);
    expect([calendar.now, calendar.pending]).toEqual([1, 1]);
    calendar.run(9);
    expect([calendar.now, calendar.pending]).toEqual([1, 0]);
    calendar.run(9);
    expect(calendar.now).toBe(9);
  });

  test("steps from event to event, past cancelled ones", () => {
    const calendar = new Calendar();
    const tick = calendar.signal("tick", () => {});
    calendar.cancel(calendar.after(1, tick));
    calendar.after(2, tick);
    expect(calendar.step()).toBe(true);
    expect(calendar.now).toBe(2);
    expect(calendar.step()).toBe(false);
  });

  test("tells an observer each event before it happens", () => {
    const calendar = new Calendar();
    const seen: string[] = [];
    calendar.after(
      1,
      calendar.signal("tick", () => seen.push("happens")),
    );
    calendar.run(9, (action, time) => seen.push(`${action.name} at ${time}`));
    expect(seen).toEqual(["tick at 1", "happens"]);
  });

  test("counts events by action", () => {
    const calendar = new Calendar();
    const names = Array.from({ length: 40 }, (_, i) => `action ${i}`);
    const actions = names.map((name) => calendar.signal(name, () => {}));
    for (let i = 0; i < 40; i++) for (let n = 0; n < i; n++) calendar.after(n, actions[i]!);
    calendar.run(100);
    expect([...calendar.counts]).toEqual(names.map((name, i) => [name, i]));
    expect(calendar.events).toBe(780);
  });
});

describe("records", () => {
  test("come back to the action that was scheduled with them", () => {
    const calendar = new Calendar();
    const jobs = aPool();
    const visit = calendar.action("visit", jobs, (job) => job.visits++);
    const [a, b] = [jobs.acquire()!, jobs.acquire()!];
    for (const job of [a, b, b]) calendar.after(1, visit, job);
    calendar.run(2);
    expect([a.visits, b.visits]).toEqual([1, 2]);
  });

  test("may be plain numbers", () => {
    const calendar = new Calendar();
    const seen: number[] = [];
    const visit = calendar.indexed("visit", (index) => seen.push(index));
    for (const index of [0, 7, 2 ** 31 - 1]) calendar.after(0, visit, index);
    calendar.run(0);
    expect(seen).toEqual([0, 7, 2 ** 31 - 1]);
  });

  test("must not be released while an event is pending", () => {
    const calendar = new Calendar();
    const jobs = aPool();
    const visit = calendar.action("visit", jobs, () => {});
    const job = jobs.acquire()!;
    calendar.after(1, visit, job);
    jobs.release(job);
    jobs.acquire();
    expect(() => calendar.run(2)).toThrow('used after release: the record of a pending "visit"');
  });

  test("must not be scheduled with after their release", () => {
    const calendar = new Calendar();
    const jobs = aPool();
    const visit = calendar.action("visit", jobs, () => {});
    const job = jobs.acquire()!;
    jobs.release(job);
    expect(() => calendar.after(1, visit, job)).toThrow("used after release: job slot 0");
    expect(() => calendar.lane(1).start(visit, job)).toThrow("used after release: job slot 0");
  });

  test("may be released when their event was cancelled", () => {
    const calendar = new Calendar();
    const jobs = aPool();
    const job = jobs.acquire()!;
    calendar.cancel(
      calendar.after(
        1,
        calendar.action("visit", jobs, () => {}),
        job,
      ),
    );
    jobs.release(job);
    calendar.run(2);
    expect([calendar.events, calendar.pending]).toEqual([0, 0]);
  });
});

describe("cancelling", () => {
  test("works once, and not after the event has happened", () => {
    const calendar = new Calendar();
    const tick = calendar.signal("tick", () => {});
    const [first, second] = [calendar.after(1, tick), calendar.after(2, tick)];
    expect([calendar.cancel(first), calendar.cancel(first), calendar.pending]).toEqual([true, false, 1]);
    calendar.run(3);
    expect([calendar.cancel(second), calendar.cancel(0), calendar.events]).toEqual([false, false, 1]);
  });

  test("does not work from inside the event itself", () => {
    const calendar = new Calendar();
    let ticket = 0;
    const seen: boolean[] = [];
    const tick = calendar.signal("tick", () => seen.push(calendar.cancel(ticket)));
    ticket = calendar.after(1, tick);
    calendar.run(2);
    expect(seen).toEqual([false]);
  });

  test("recognises a stale ticket for at least 100,000 further events", () => {
    const calendar = new Calendar();
    const tick = calendar.signal("tick", () => {});
    const stale = calendar.after(0, tick);
    calendar.run(0);
    for (let i = 0; i < 100_000; i++) {
      calendar.after(0, tick);
      if (calendar.cancel(stale)) expect.unreachable(`taken for the ticket of event ${i}`);
      calendar.step();
    }
    expect(calendar.events).toBe(100_001);
  });

  test("tickets are positive 31-bit integers, also with many events pending", () => {
    const calendar = new Calendar();
    const tick = calendar.signal("tick", () => {});
    const tickets = new Set<number>();
    for (let i = 0; i < 5000; i++) {
      const ticket = calendar.after(i % 3, tick);
      expect(ticket | 0).toBe(ticket);
      expect(ticket).toBeGreaterThan(0);
      tickets.add(ticket);
    }
    expect(tickets.size).toBe(5000);
  });
});

describe("mistakes are stopped where they are made", () => {
  test.each([
    ["a delay that is not a number", Number.NaN, "is not a time"],
    ["an infinite delay", Number.POSITIVE_INFINITY, "is not a time"],
    ["a delay beyond the end of time", 2 ** 48, "is not a time"],
    ["a negative delay", -1, "is in the past"],
  ])("%s", (_, delay, fault) => {
    const calendar = new Calendar();
    const tick = calendar.signal("tick", () => {});
    calendar.run(5);
    expect(() => calendar.after(delay, tick)).toThrow(`"tick" scheduled at 5 s for ${5 + delay} s, which ${fault}`);
    expect(calendar.pending).toBe(0);
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("a lane of %s seconds", (delay) => {
    expect(() => new Calendar().lane(delay)).toThrow(`delay of ${delay} s`);
  });

  test("two actions of one name", () => {
    const calendar = new Calendar();
    calendar.signal("tick", () => {});
    expect(() => calendar.indexed("tick", () => {})).toThrow('two actions named "tick"');
  });
});
