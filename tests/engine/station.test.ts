import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Calendar } from "../../src/engine/calendar.js";
import { Deterministic } from "../../src/engine/distribution/deterministic.js";
import { Pool } from "../../src/engine/pool.js";
import { Random } from "../../src/engine/random.js";
import { Breakdowns } from "../../src/engine/station/breakdowns.js";
import { ByPriority } from "../../src/engine/station/by-priority.js";
import { Customer } from "../../src/engine/station/customer.js";
import { InterruptibleStation } from "../../src/engine/station/interruptible-station.js";
import { LastCome } from "../../src/engine/station/last-come.js";
import { ProcessorSharing } from "../../src/engine/station/processor-sharing.js";
import { RandomOrder } from "../../src/engine/station/random-order.js";
import { SetUp } from "../../src/engine/station/set-up.js";
import { Vacations } from "../../src/engine/station/vacations.js";
import { Station, type StationOptions } from "../../src/engine/station.js";

type Kind = "plain" | "interruptible" | "preemptive" | "sharing";

/** A station whose story is written down: `served b @3`. Customers are named in the order in which they come. */
function aStation(
  options: (world: { calendar: Calendar; pool: Pool<Customer> }) => Partial<StationOptions<Customer>>,
  kind: Kind = "plain",
) {
  const calendar = new Calendar();
  const pool = new Pool("customers", (slot) => new Customer(slot));
  const story: string[] = [];
  const names = new Map<Customer, string>();
  const tell = (what: string) => (customer: Customer) => story.push(`${what} ${names.get(customer)} @${calendar.now}`);
  const leave = (what: string) => (customer: Customer) => {
    tell(what)(customer);
    pool.release(customer);
  };
  const handler = { served: leave("served"), abandoned: leave("abandoned") };
  const all = { name: "station", servers: 1, ...options({ calendar, pool }) };
  const station = {
    plain: () => new Station(calendar, pool, handler, all),
    interruptible: () => new InterruptibleStation(calendar, pool, handler, all),
    preemptive: () => new InterruptibleStation(calendar, pool, handler, { ...all, betterClass: "preempt" }),
    sharing: () => new ProcessorSharing(calendar, pool, handler, all),
  }[kind]();
  const come = (name: string, work: number, priority = 0) => {
    const customer = pool.acquire() as Customer;
    Object.assign(customer, { work, priority });
    names.set(customer, name);
    if (!station.arrive(customer)) leave("refused")(customer);
  };
  const comings: (() => void)[] = [];
  const coming = calendar.indexed("coming", (index) => comings[index]?.());
  const at = (time: number, happens: () => void) => calendar.at(time, coming, comings.push(happens) - 1);
  return {
    calendar,
    station,
    story,
    at,
    come: (time: number, name: string, work: number, priority?: number) => at(time, () => come(name, work, priority)),
  };
}

const stream = () => new Random(1).stream("station");

describe("a station", () => {
  test("serves one after the other, first come, first served", () => {
    const { calendar, story, come } = aStation(() => ({}));
    come(0, "a", 3);
    come(1, "b", 1);
    come(2, "c", 1);
    calendar.run(10);
    expect(story).toEqual(["served a @3", "served b @4", "served c @5"]);
  });

  test("serves as many at once as it has servers", () => {
    const { calendar, story, come } = aStation(() => ({ servers: 2 }));
    for (const name of ["a", "b", "c"]) come(0, name, 2);
    calendar.run(10);
    expect(story).toEqual(["served a @2", "served b @2", "served c @4"]);
  });

  test("refuses who comes when as many are present as the bound allows, those in service included", () => {
    const { calendar, station, story, come } = aStation(() => ({ bound: 2 }));
    for (const name of ["a", "b", "c"]) come(0, name, 1);
    come(1, "d", 1); // scheduled before a's end, so the two are still there
    calendar.run(10);
    expect(story).toEqual(["refused c @0", "refused d @1", "served a @1", "served b @2"]);
    expect(station.refused).toBe(2);
  });

  test("knows its integrals over time", () => {
    const { calendar, station, come } = aStation(() => ({}));
    come(0, "a", 3);
    come(1, "b", 1);
    calendar.run(10);
    expect(station.present.integral(10)).toBe(3 + 3);
    expect(station.busy.integral(10)).toBe(4);
  });

  test("takes a served customer back at the end of the line", () => {
    const calendar = new Calendar();
    const pool = new Pool("customers", (slot) => new Customer(slot));
    const order: number[] = [];
    const station: Station<Customer> = new Station(
      calendar,
      pool,
      {
        served(customer) {
          order.push(customer.slot);
          if (order.length < 4) station.arrive(customer);
        },
      },
      { name: "station", servers: 1 },
    );
    for (let i = 0; i < 2; i++) {
      const customer = pool.acquire() as Customer;
      customer.work = 1;
      station.arrive(customer);
    }
    calendar.run(10);
    expect(order).toEqual([0, 1, 0, 1, 0]);
  });
});

describe("the line", () => {
  test("last come, first served, without interrupting", () => {
    const { calendar, story, come } = aStation(({ pool }) => ({ line: new LastCome(pool) }));
    for (const name of ["a", "b", "c"]) come(0, name, 1);
    calendar.run(10);
    expect(story).toEqual(["served a @1", "served c @2", "served b @3"]);
  });

  test("in random order serves everyone once, each as likely to be next", () => {
    const firsts = new Map<string, number>();
    const chance = stream();
    for (let round = 0; round < 600; round++) {
      const { calendar, story, come } = aStation(({ pool }) => ({ line: new RandomOrder(pool, chance) }));
      for (const name of ["a", "b", "c", "d"]) come(0, name, 1);
      calendar.run(10);
      expect([...story].sort()).toHaveLength(4);
      const second = story[1]?.charAt(7) ?? "";
      firsts.set(second, (firsts.get(second) ?? 0) + 1);
    }
    expect([...firsts.keys()].sort()).toEqual(["b", "c", "d"]);
    for (const count of firsts.values()) expect(Math.abs(count - 200)).toBeLessThan(3 * Math.sqrt(600 / 4.5));
  });

  test("by priority serves the better class first and does not interrupt", () => {
    const { calendar, story, come } = aStation(({ pool }) => ({ line: new ByPriority(pool, 3) }));
    come(0, "a", 2, 2);
    come(0, "b", 1, 1);
    come(0, "c", 1, 0);
    come(0, "d", 1, 1);
    calendar.run(10);
    expect(story).toEqual(["served a @2", "served c @3", "served b @4", "served d @5"]);
  });

  test("by priority with pre-emption interrupts the worse, who resumes where he stopped", () => {
    const { calendar, station, story, come } = aStation(
      ({ pool }) => ({ line: new ByPriority(pool, 2) }),
      "preemptive",
    );
    come(0, "slow", 5, 1);
    come(1, "equal", 1, 1);
    come(2, "better", 3, 0);
    come(3, "best", 1, 0);
    calendar.run(20);
    expect(story).toEqual(["served better @5", "served best @6", "served slow @9", "served equal @10"]);
    expect((station as InterruptibleStation<Customer>).interrupted).toBe(1);
    expect(station.busy.integral(20)).toBe(10);
  });
});

describe("patience", () => {
  test("ends after the timeout, in line only: a service begun is completed", () => {
    const { calendar, story, come } = aStation(() => ({ patience: 3 }));
    come(0, "a", 5);
    come(1, "b", 1);
    come(3, "c", 9);
    calendar.run(20);
    expect(story).toEqual(["abandoned b @4", "served a @5", "served c @14"]);
  });

  test("that ends when a server becomes free: what was scheduled first happens first", () => {
    const { calendar, story, come } = aStation(() => ({ patience: 3 }));
    come(0, "a", 3); // its end is scheduled at 0, before the end of b's patience
    come(0, "b", 1);
    calendar.run(20);
    expect(story).toEqual(["served a @3", "served b @4"]);
    const other = aStation(() => ({ patience: 4 }));
    other.come(0, "a", 1);
    other.come(0, "b", 3); // served from 1 on: the end of c's patience was scheduled before
    other.come(0, "c", 1);
    other.calendar.run(20);
    expect(other.story).toEqual(["served a @1", "abandoned c @4", "served b @4"]);
  });

  test("can be drawn for each", () => {
    const { calendar, story, come } = aStation(() => ({
      patience: { distribution: new Deterministic(2), stream: stream() },
    }));
    come(0, "a", 5);
    come(1, "b", 1);
    come(2, "c", 1);
    calendar.run(20);
    expect(story).toEqual(["abandoned b @3", "abandoned c @4", "served a @5"]);
  });
});

describe("rests", () => {
  test("vacations are repeated until somebody waits, and are not cut short", () => {
    const { calendar, story, come } = aStation(({ calendar }) => ({
      rest: new Vacations(calendar, new Deterministic(2), stream()),
    }));
    come(1, "a", 1);
    come(2.5, "b", 1);
    come(3.5, "c", 1); // the server is away again from 4 on
    calendar.run(20);
    expect(story).toEqual(["served a @3", "served b @4", "served c @5"]);
    const late = aStation(({ calendar }) => ({ rest: new Vacations(calendar, new Deterministic(2), stream()) }));
    late.come(4.5, "a", 1);
    late.calendar.run(20);
    expect(late.story).toEqual(["served a @7"]);
  });

  test("set-up is paid by who finds the server idle, not by who finds it busy or warming up", () => {
    const { calendar, story, come } = aStation(({ calendar }) => ({
      rest: new SetUp(calendar, new Deterministic(4), stream()),
    }));
    come(1, "a", 1);
    come(2, "b", 1);
    come(10, "c", 1);
    calendar.run(20);
    expect(story).toEqual(["served a @6", "served b @7", "served c @15"]);
  });
});

describe("lost servers", () => {
  test("interrupt the work, which goes on after the repair at the front of the line", () => {
    const { calendar, station, story, come, at } = aStation(() => ({}), "interruptible");
    const breakable = station as InterruptibleStation<Customer>;
    come(0, "a", 3);
    come(1, "b", 1);
    at(2, () => breakable.withdraw());
    at(7, () => breakable.restore());
    calendar.run(20);
    expect(story).toEqual(["served a @8", "served b @9"]);
    expect(station.busy.integral(20)).toBe(4);
  });

  test("are idle ones first; work moves to another server at once", () => {
    const { calendar, station, story, come, at } = aStation(() => ({ servers: 2 }), "interruptible");
    const breakable = station as InterruptibleStation<Customer>;
    come(0, "a", 4);
    at(1, () => breakable.withdraw());
    come(2, "b", 1);
    at(3, () => breakable.withdraw());
    at(5, () => breakable.restore());
    calendar.run(20);
    expect(story).toEqual(["served a @6", "served b @7"]);
  });

  test("that fail while idle are missed by the next who comes", () => {
    const { calendar, station, story, come, at } = aStation(() => ({}), "interruptible");
    const breakable = station as InterruptibleStation<Customer>;
    at(1, () => breakable.withdraw());
    come(2, "a", 1);
    at(6, () => breakable.restore());
    calendar.run(20);
    expect(story).toEqual(["served a @7"]);
  });

  test("on vacation do not come back until they are restored", () => {
    const { calendar, station, story, come, at } = aStation(
      ({ calendar }) => ({ rest: new Vacations(calendar, new Deterministic(2), stream()) }),
      "interruptible",
    );
    const breakable = station as InterruptibleStation<Customer>;
    at(1, () => breakable.withdraw());
    come(1.5, "a", 1);
    at(7, () => breakable.restore());
    calendar.run(20);
    expect(story).toEqual(["served a @8"]);
  });

  test("fail and are repaired each on its own", () => {
    const { calendar, station } = aStation(() => ({ servers: 3 }), "interruptible");
    const breakdowns = new Breakdowns(
      calendar,
      station as InterruptibleStation<Customer>,
      new Deterministic(3),
      new Deterministic(1),
      stream(),
    );
    calendar.run(40);
    expect(breakdowns.down.integral(40)).toBe(30);
  });
});

describe("processor sharing", () => {
  test("gives each the same share, and the rest to who stays", () => {
    const { calendar, story, come } = aStation(() => ({}), "sharing");
    come(0, "a", 4);
    come(1, "b", 1);
    calendar.run(20);
    expect(story).toEqual(["served b @3", "served a @5"]);
  });

  test("never gives one customer more than one server", () => {
    const { calendar, station, story, come } = aStation(() => ({ servers: 2 }), "sharing");
    come(0, "a", 2);
    come(0, "b", 2);
    come(0, "c", 2);
    calendar.run(20);
    expect(story).toEqual(["served a @3", "served b @3", "served c @3"]);
    expect(station.busy.integral(20)).toBeCloseTo(6, 12);
  });

  test("stands still without servers and goes on with them", () => {
    const { calendar, station, story, come, at } = aStation(() => ({}), "sharing");
    const breakable = station as ProcessorSharing<Customer>;
    come(0, "a", 2);
    at(1, () => breakable.withdraw());
    at(4, () => breakable.restore());
    calendar.run(20);
    expect(story).toEqual(["served a @5"]);
  });

  test("refuses at the bound", () => {
    const { calendar, story, come } = aStation(() => ({ bound: 1 }), "sharing");
    come(0, "a", 1);
    come(0, "b", 1);
    calendar.run(20);
    expect(story).toEqual(["refused b @0", "served a @1"]);
  });
});

describe("whatever happens", () => {
  const customer = fc.record({
    gap: fc.integer({ min: 0, max: 3 }),
    work: fc.integer({ min: 0, max: 4 }),
    priority: fc.nat(2),
  });
  const visits = fc.array(customer, { minLength: 1, maxLength: 40 });

  test.each<Kind>(["plain", "interruptible", "preemptive", "sharing"])(
    "everyone who comes to a %s station leaves, and all the work is done",
    (kind) => {
      void fc.assert(
        fc.property(
          visits,
          fc.integer({ min: 1, max: 3 }),
          fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 3 }),
          (customers, servers, outages) => {
            const { calendar, station, story, come, at } = aStation(
              ({ pool }) => ({ servers, line: new ByPriority(pool, 3) }),
              kind,
            );
            let time = 0;
            let work = 0;
            for (const [index, one] of customers.entries()) {
              time += one.gap;
              work += one.work;
              come(time, String(index), one.work, one.priority);
            }
            for (const outage of kind === "plain" ? [] : outages.slice(0, servers)) {
              at(outage, () => (station as InterruptibleStation<Customer>).withdraw());
              at(outage + 5, () => (station as InterruptibleStation<Customer>).restore());
            }
            calendar.run(1000);
            expect(story).toHaveLength(customers.length);
            expect(station.present.count).toBe(0);
            expect(station.busy.integral(1000)).toBeCloseTo(work, 9);
          },
        ),
        { numRuns: 200 },
      );
    },
  );
});
