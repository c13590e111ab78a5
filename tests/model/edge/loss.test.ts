/** The way in by itself: the risk that it names is the one that connections meet, and it forgets what is done. */
import { expect, test } from "vitest";
import { Calendar } from "../../../src/engine/calendar.js";
import { Random } from "../../../src/engine/random.js";
import { Meter } from "../../../src/metrics/meter.js";
import { Ingress } from "../../../src/model/edge/ingress.js";
import { attackOptions, edgeOptions } from "../../../src/model/edge/options.js";
import { holds } from "../../../src/model/vocabulary/conservation-law.js";
import { Session } from "../../../src/model/vocabulary/session.js";

function ingressOf(options: object) {
  const calendar = new Calendar();
  const meter = new Meter(calendar, { duration: 3600, bucket: 60, warmUp: 0 });
  const ingress = new Ingress(
    { calendar, random: new Random(1), meter },
    edgeOptions.parse(options),
    new Map([["standard", []]]),
  );
  const attack = (name: string, more: object) => ingress.protection.beginAttack(name, attackOptions.parse(more));
  return { calendar, meter, ingress, attack };
}

test.each([0, 1, 3])("the risk with a patience of %i s is the share of connections that do not get in", (patience) => {
  const { ingress, attack } = ingressOf({
    internet: { loss: "20%" },
    device: { bandwidth: "10MB/s", packets: "1000/s" },
    balancer: { requests: "100/s", connections: 100 },
  });
  // A third to 60 % of all packets too many: of two full resources on one hop the fuller one decides.
  attack("bytes", { traffic: { kind: "volumetric", bandwidth: "20MB/s" } });
  attack("packets", { traffic: { kind: "syn-flood", packets: "2500/s" } });
  attack("requests", { traffic: { kind: "layer-7", requests: "200/s" } });
  attack("slow", { traffic: { kind: "slow", connections: "1/s", hold: "150s" } });
  const risk = ingress.risk(1, patience);
  const tries = 20_000;
  let [failed, again] = [0, 0];
  for (let i = 0; i < tries; i++) {
    const session = new Session(i);
    ingress.enter(session);
    let fate = ingress.cross(session);
    // The SYNs at 0, 1 and 3 s.
    for (let at = 1; fate === "lost" && at <= patience; at = 2 * at + 1) {
      again++;
      fate = ingress.cross(session);
    }
    if (fate !== "lost") continue;
    failed++;
    ingress.drop(session);
  }
  expect(again > 0).toBe(patience > 0);
  expect(Math.abs(failed / tries - risk)).toBeLessThan(3 * Math.sqrt((risk * (1 - risk)) / tries));
  for (const law of ingress.laws()) expect(holds(law), law.name).toBe(true);
});

test("an attack that is over before people know what it is, is not identified", () => {
  const { calendar, meter, ingress, attack } = ingressOf({ mitigation: { identify: "10min", deploy: "5min" } });
  attack("short", { traffic: { kind: "volumetric", bandwidth: "1GB/s" } });
  calendar.after(
    300,
    calendar.signal("over", () => ingress.protection.endAttack("short")),
  );
  calendar.run(3600);
  const { marks } = meter.recording();
  expect(marks.map(({ kind }) => kind)).toEqual(["attack.begins", "attack.ends"]);
});

test("what people and device have done is forgotten: an attack in pulses holds no more than a few reactions", () => {
  const { calendar, ingress, attack } = ingressOf({});
  const shape = { form: "pulses", on: "1s", off: "1s" };
  attack("pulses", { traffic: { kind: "volumetric", bandwidth: "1GB/s" }, shape });
  calendar.run(3600);
  expect(Reflect.get(ingress.protection, "reactions").capacity).toBeLessThan(5);
});
