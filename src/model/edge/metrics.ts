/**
 * The metrics and events of the edge: its hops, pools and channels, the mitigation device, and where failed attempts
 * were last seen.
 */

import { counter, event, level } from "../../metrics/declaration.js";
import { FROM_SCENARIO, family } from "../../metrics/family.js";
import { STAGES, type StageName } from "../vocabulary/reply.js";
import { HOPS, type Hop } from "../vocabulary/session.js";

/** A hop before the front ends. */
export type Crossed = Exclude<Hop, "intake">;

/** The hops before the front ends, in order. */
export const CROSSED = HOPS.filter((hop) => hop !== "intake");

const titles: Record<Crossed, string> = {
  internet: "the internet",
  mitigation: "the mitigation device",
  edge: "the edge device",
  balancer: "the load balancer",
};

const CHANNELS = ["smtp", "api"] as const;

/** Where a connection can end that has not arrived. */
const BEFORE_INTAKE: readonly StageName[] = ["connect", "tls"];

/** The stages in which an attempt can fail that was last seen at a hop. */
export function stagesAt(hop: Hop): readonly StageName[] {
  return hop === "intake" ? STAGES : BEFORE_INTAKE;
}

const HOP_STAGES = HOPS.flatMap((hop) => stagesAt(hop).map((stage) => `${hop}.${stage}` as const));

export const edgeMetrics = {
  cameTo: family("hops.*.in", CROSSED, (name, hop) => counter(name, { title: `connections at ${titles[hop]}` })),
  wentOn: family("hops.*.out", CROSSED, (name, hop) =>
    counter(name, { title: `passed on by ${titles[hop]}`, of: `hops.${hop}.in` }),
  ),
  droppedAt: family("hops.*.dropped", CROSSED, (name, hop) =>
    counter(name, { title: `ended at ${titles[hop]}`, of: `hops.${hop}.in` }),
  ),
  heldAt: family("hops.*.held", CROSSED, (name, hop) =>
    level(name, { title: `in flight at ${titles[hop]}`, unit: "1" }),
  ),
  clientTries: counter("vantage.client.tries", { title: "attempts ended, as clients see it" }),
  clientGood: counter("vantage.client.good", { title: "accepted, as clients see it", of: "vantage.client.tries" }),
  unanswered: counter("failures.unanswered", { title: "attempts that nobody answered", of: "attempts" }),
  unansweredInside: counter("failures.unanswered.intake", {
    title: "attempts that the intake did not answer",
    of: "failures.unanswered",
  }),
  poolTries: family("pools.*.tries", FROM_SCENARIO, (name, pool) =>
    counter(name, { title: `attempts ended, pool ${pool}` }),
  ),
  poolGood: family("pools.*.good", FROM_SCENARIO, (name, pool) =>
    counter(name, { title: `accepted, pool ${pool}`, of: `pools.${pool}.tries` }),
  ),
  channelTries: family("channels.*.tries", CHANNELS, (name, channel) =>
    counter(name, { title: `attempts ended by ${channel}` }),
  ),
  channelGood: family("channels.*.good", CHANNELS, (name, channel) =>
    counter(name, { title: `accepted by ${channel}`, of: `channels.${channel}.tries` }),
  ),
  channelUnanswered: family("channels.*.unanswered", CHANNELS, (name, channel) =>
    counter(name, { title: `attempts by ${channel} that nobody answered`, of: `channels.${channel}.tries` }),
  ),
  lastHop: family("lasthop.*", HOPS, (name, hop) =>
    counter(name, { title: `failed attempts last seen at ${hop}`, of: "attempts" }),
  ),
  lastStage: family("lasthop.*", HOP_STAGES, (name, at) => {
    const [hop, stage] = at.split(".");
    return counter(name, { title: `failed attempts last seen at ${hop}, stage ${stage}`, of: `lasthop.${hop}` });
  }),
  mitigationActive: level("mitigation.active", {
    title: "pools behind the mitigation device",
    unit: "1",
    extent: "each",
  }),
  attackSent: level("attack.sent", { title: "attack traffic, of what the hop can take", unit: "fraction" }),
  attackPassed: level("attack.passed", { title: "attack traffic past the device", unit: "fraction" }),
  mitigationChanges: counter("mitigation.changes", {
    title: "times that the device was put in place or taken out",
    extent: "each",
  }),
};

export const edgeEvents = {
  attackBegins: event("attack.begins", { title: "an attack begins" }),
  attackEnds: event("attack.ends", { title: "the attack ends" }),
  identified: event("mitigation.identified", { title: "the provider identifies the attack" }),
  deployed: event("mitigation.deployed", { title: "the mitigation is in place" }),
  deviceOn: event("mitigation.on", { title: "the mitigation device is switched on" }),
  deviceOff: event("mitigation.off", { title: "the mitigation device is switched off" }),
  deviceProfile: event("mitigation.profile", { title: "the mitigation device gets another profile" }),
};
