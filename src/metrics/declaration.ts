/**
 * What a part of the model can tell, declared once, beside what emits it: metrics with their unit and title, and
 * events. The name is part of the type, so that whoever reads a metric or an event that has been renamed does not
 * compile.
 */

import type { Seconds } from "../schema/quantity.js";

/** Counted things are "1"; fractions are shown in percent. */
export type UnitName = "1" | "fraction" | "s" | "B" | "1/s" | "B/s";

interface Described<Name extends string> {
  /** As expectations, reports and `series.csv` name it. */
  readonly name: Name;
  /** For people: "messages offered". */
  readonly title: string;
  readonly unit: UnitName;
  /**
   * `each`: of one node, one device, our own tools; it stays when the system is scaled. Other counts go with its size.
   */
  readonly extent?: "each";
}

export interface CounterDeclaration<Name extends string = string> extends Described<Name> {
  readonly kind: "counter";
  /** The counter of which this one is a part, where that is not the longest declared prefix of its name. */
  readonly of?: string;
}

export interface LevelDeclaration<Name extends string = string> extends Described<Name> {
  readonly kind: "level";
}

export interface GaugeDeclaration<Name extends string = string> extends Described<Name> {
  readonly kind: "gauge";
}

export interface HistogramDeclaration<Name extends string = string> extends Described<Name> {
  readonly kind: "histogram";
  /** Seconds per bucket of this histogram, where finer than the meter's. */
  readonly resolution?: Seconds;
}

export type MetricDeclaration<Name extends string = string> =
  | CounterDeclaration<Name>
  | LevelDeclaration<Name>
  | GaugeDeclaration<Name>
  | HistogramDeclaration<Name>;

/** Something that happens at one time, marked with a text: `first(alerts.fired)` asks for the first. */
export interface EventDeclaration<Name extends string = string> {
  readonly kind: "event";
  readonly name: Name;
  /** What happens, as a clause: "compactions stall". */
  readonly title: string;
}

interface Titled {
  readonly title: string;
}

interface Measured extends Titled {
  readonly extent?: "each";
}

/** Counts things, or bytes where the unit says so. */
export function counter<const Name extends string>(
  name: Name,
  about: Measured & { readonly unit?: "1" | "B"; readonly of?: string },
): CounterDeclaration<Name> {
  return { kind: "counter", name, unit: "1", ...about };
}

export function level<const Name extends string>(
  name: Name,
  about: Measured & { readonly unit: UnitName },
): LevelDeclaration<Name> {
  return { kind: "level", name, ...about };
}

export function gauge<const Name extends string>(
  name: Name,
  about: Measured & { readonly unit: UnitName },
): GaugeDeclaration<Name> {
  return { kind: "gauge", name, ...about };
}

export function histogram<const Name extends string>(
  name: Name,
  about: Titled & { readonly unit: UnitName; readonly resolution?: Seconds },
): HistogramDeclaration<Name> {
  return { kind: "histogram", name, ...about };
}

export function event<const Name extends string>(name: Name, about: Titled): EventDeclaration<Name> {
  return { kind: "event", name, ...about };
}
