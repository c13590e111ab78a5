/** A closed loop: N clients who think for an exponential time, then queue for one of c exponential servers: FINITE. */
import { z } from "zod";
import { Calendar } from "../../engine/calendar.js";
import { Pool } from "../../engine/pool.js";
import { Random } from "../../engine/random.js";
import { Customer } from "../../engine/station/customer.js";
import { Station } from "../../engine/station.js";
import { wantedOf } from "../batch-totals.js";
import type { MakeFamily, Plan } from "../family.js";
import { positiveNumber, wholeNumber } from "../laws.js";
import { queueFigure } from "../queue-figures.js";
import { QueueObserver } from "../queue-observer.js";

const parameters = z.strictObject({
  N: wholeNumber,
  c: wholeNumber.default(1),
  /** Mean thinking time. */
  Z: positiveNumber,
  mu: positiveNumber,
});

type Parameters = z.output<typeof parameters>;

export const finite: MakeFamily = (params) => {
  const system = parameters.parse(params);
  return {
    simulate(plan) {
      const seen = closedLoop(system, plan);
      return wantedOf(plan.metrics, (metric) => queueFigure(seen, metric, system.c));
    },
  };
};

function closedLoop({ N, c, Z, mu }: Parameters, { size, seed }: Plan): QueueObserver {
  const calendar = new Calendar();
  const random = new Random(seed);
  const [works, thoughts] = [random.stream("service"), random.stream("thinking")];
  const clients = new Pool("clients", (slot) => new Customer(slot));
  const served = (client: Customer): void => {
    observer.served(client);
    calendar.after(thoughts.exponential(Z), asks, client);
  };
  const station = new Station(calendar, clients, { served }, { name: "station", servers: c });
  const observer = new QueueObserver(calendar, station, size, {
    thresholds: [],
    sojournQuantiles: false,
    waitQuantiles: false,
    figures: {},
  });
  const asks = calendar.action("client asks", clients, (client) => {
    client.work = works.exponential(1 / mu);
    station.arrive(client);
    observer.arrived();
  });
  for (let i = 0; i < N; i++) calendar.after(thoughts.exponential(Z), asks, clients.acquire() as Customer);
  calendar.run(Number.MAX_VALUE);
  return observer;
}
