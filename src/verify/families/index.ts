/**
 * The families that can be verified, by the part of a case's name after its first dash. To add one: one file, one line.
 */
import type { MakeFamily } from "../family.js";
import { abandonment } from "./abandonment.js";
import { amplification } from "./amplification.js";
import { batch } from "./batch.js";
import { breakdowns } from "./breakdowns.js";
import { burnRate } from "./burn-rate.js";
import { contention } from "./contention.js";
import { deferral } from "./deferral.js";
import { diurnal } from "./diurnal.js";
import { erlangB } from "./erlang-b.js";
import { feedback } from "./feedback.js";
import { filtered } from "./filtered.js";
import { finite } from "./finite.js";
import { partialLoss, surge } from "./fluids.js";
import { forkJoin } from "./fork-join.js";
import { gim1 } from "./gim1.js";
import { grid } from "./grid.js";
import { mdc } from "./mdc.js";
import { metastable, metastableLimits } from "./metastable.js";
import { mg1 } from "./mg1.js";
import { mmc } from "./mmc.js";
import { mmpp } from "./mmpp.js";
import { network } from "./network.js";
import { orders } from "./orders.js";
import { preemption, priorities } from "./priorities.js";
import { quorum } from "./quorum.js";
import { setUps, vacations } from "./rests.js";
import { retrial } from "./retrial.js";
import { sharing } from "./sharing.js";
import { shorterQueue } from "./shorter-queue.js";
import { stall } from "./stall.js";
import { throttling } from "./throttling.js";
import { policing, shaping } from "./token-buckets.js";
import { transient } from "./transient.js";

export const families: ReadonlyMap<string, MakeFamily> = new Map([
  ["MM1", mmc],
  ["MM1PCT", mmc],
  ["MMC", mmc],
  ["MMCK", mmc],
  ["ERLB", erlangB],
  ["MLN1", mg1],
  ["MD1", mg1],
  ["MH21", mg1],
  ["MBP1", mg1],
  ["MDC", mdc],
  ["BRKM", breakdowns],
  ["BRKG", breakdowns],
  ["MMCBRK", breakdowns],
  ["VAC", vacations],
  ["SETUP", setUps],
  ["ERLA", abandonment],
  ["TMO", abandonment],
  ["RET1", retrial],
  ["RETG", retrial],
  ["RETC", retrial],
  ["RETH", retrial],
  ["RETR", retrial],
  ["PS", sharing],
  ["MM1PS", sharing],
  ["NPPRIO", priorities],
  ["PRPRIO", preemption],
  ["LIFO", orders],
  ["JACK", network],
  ["FEED", feedback],
  ["FJ2", forkJoin],
  ["QEXP", quorum],
  ["QLN", quorum],
  ["TBP", policing],
  ["TBS", shaping],
  ["STALL", stall],
  ["PARTIAL", partialLoss],
  ["SURGE", surge],
  ["TRANS", transient],
  ["GIM1", gim1],
  ["MMPP", mmpp],
  ["BATCH", batch],
  ["MTINF", diurnal],
  ["DEFER", deferral],
  ["GRID", grid],
  ["META", metastable],
  ["METALIM", metastableLimits],
  ["AMP", amplification],
  ["AWSBO", contention],
  ["FINITE", finite],
  ["JSQ2", shorterQueue],
  ["MITIG", filtered],
  ["THROT", throttling],
  ["BURN", burnRate],
]);
