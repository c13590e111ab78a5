/**
 * Servers that fail, busy or idle, and are repaired; interrupted customers resume: BRKM, BRKG (one server), MMCBRK (c
 * servers).
 */
import { z } from "zod";
import { PoissonArrivals } from "../../engine/arrival/poisson.js";
import { Exponential } from "../../engine/distribution/exponential.js";
import { Breakdowns } from "../../engine/station/breakdowns.js";
import { InterruptibleStation } from "../../engine/station/interruptible-station.js";
import type { MakeFamily } from "../family.js";
import { law, positiveNumber, wholeNumber } from "../laws.js";
import { queueFamily } from "./queue-family.js";

const one = z
  .strictObject({ lam: positiveNumber, S: law, fail: positiveNumber, R: law })
  .transform(({ lam, S, fail, R }) => ({ c: 1, lam, service: S, up: new Exponential(1 / fail), repair: R }));

const several = z
  .strictObject({ c: wholeNumber, lam: positiveNumber, mu: positiveNumber, xi: positiveNumber, eta: positiveNumber })
  .transform(({ c, lam, mu, xi, eta }) => ({
    c,
    lam,
    service: new Exponential(1 / mu),
    up: new Exponential(1 / xi),
    repair: new Exponential(1 / eta),
  }));

export const breakdowns: MakeFamily = (params) => {
  const { c, lam, service, up, repair } = z.union([one, several]).parse(params);
  const availability = up.mean / (up.mean + repair.mean);
  return queueFamily(
    {
      arrivals: new PoissonArrivals(lam),
      service,
      open(calendar, pool, handler, random) {
        const station = new InterruptibleStation(calendar, pool, handler, { name: "station", servers: c });
        new Breakdowns(calendar, station, up, repair, random.stream("breakdowns"));
        return station;
      },
    },
    c,
    { availability, rho_eff: (lam * service.mean) / (c * availability), P_all_down: (1 - availability) ** c },
  );
};
