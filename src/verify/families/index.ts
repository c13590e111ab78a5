/** The families that can be verified, by the part of a case's name after its first dash. To add one: one file, one line. */
import type { MakeFamily } from "../family.js";
import { batch } from "./batch.js";
import { erlangB } from "./erlang-b.js";
import { gim1 } from "./gim1.js";
import { mg1 } from "./mg1.js";
import { mmc } from "./mmc.js";
import { mmpp } from "./mmpp.js";
import { quorum } from "./quorum.js";
import { sharing } from "./sharing.js";
import { stall } from "./stall.js";

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
  ["PS", sharing],
  ["MM1PS", sharing],
  ["QEXP", quorum],
  ["QLN", quorum],
  ["STALL", stall],
  ["GIM1", gim1],
  ["MMPP", mmpp],
  ["BATCH", batch],
]);
