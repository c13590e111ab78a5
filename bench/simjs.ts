/**
 * M/M/1 on simjs, as its documentation writes models: an entity that sets timers. Each run starts anew, as it cannot go
 * on after it stops.
 */
import { measureWarm, readVariates } from "./measure.js";

/** As much of simjs as is used here; it brings no types. */
interface SimJs {
  Sim: new () => { addEntity(entity: new () => object): void; simulate(until: number): boolean };
  Entity: new () => { time(): number; setTimer(delay: number): { done(callback: () => void): void } };
}

// The package is a bundle for browsers, which hangs itself onto `window` and exports nothing.
const page: { Sim?: SimJs } = {};
Object.assign(globalThis, { window: page });
await import("simjs" as string);
if (page.Sim === undefined) throw new Error("simjs did not load");
const { Sim, Entity } = page.Sim;

const [path = "", customers = "300000"] = process.argv.slice(2);
const variates = readVariates(path);

class Shop extends Entity {
  static wanted = 0;
  static sojourn = 0;
  private arrived = 0;
  private served = 0;
  private readonly arrivals: number[] = [];

  start(): void {
    this.setTimer(this.variate(0)).done(this.arrive);
  }

  private arrive(): void {
    if (this.served >= Shop.wanted) return;
    this.arrivals.push(this.time());
    if (this.arrivals.length === 1) this.setTimer(this.variate(2 * this.served + 1)).done(this.depart);
    this.setTimer(this.variate(2 * ++this.arrived)).done(this.arrive);
  }

  private depart(): void {
    Shop.sojourn += this.time() - this.arrivals.shift()!;
    if (++this.served >= Shop.wanted) return;
    if (this.arrivals.length > 0) this.setTimer(this.variate(2 * this.served + 1)).done(this.depart);
  }

  private variate(index: number): number {
    return variates[index & (variates.length - 1)]!;
  }
}

class Program {
  checksum = 0;

  run(wanted: number): void {
    Shop.wanted = wanted;
    Shop.sojourn = 0;
    const sim = new Sim();
    sim.addEntity(Shop);
    sim.simulate(Number.MAX_VALUE);
    this.checksum = Shop.sojourn;
  }
}

measureWarm(Number(customers), new Program(), Number(customers) / 4);
