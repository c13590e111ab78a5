/**
 * Running a large system small: `clock.scale` divides what the schema of each option says counts for the whole system.
 * Times and ratios stay, so utilisations do; whole numbers are rounded and stations get fewer servers, which `sizesIn`
 * lists.
 */

import { z } from "zod";
import { optionAt } from "../../schema/marked-options.js";
import { type Sized, scaled, sizeOf, sizesOf } from "../../schema/scaled.js";
import { capacity } from "../operations/scale.js";
import { partSchemas, type SystemOptions } from "../options.js";
import { unmixed } from "../senders/shares.js";

const systemSchema = z.object(partSchemas);

/**
 * The options of the system that is run. Populations with a mix come as one for each kind, as their hosts are whole.
 */
export function scaledSystem(options: SystemOptions, scale: number): SystemOptions {
  if (scale === 1) return options;
  return scaled(systemSchema, { ...options, senders: options.senders.flatMap(unmixed) }, scale);
}

/** How an option that may be set in a run goes with the scale. Throws an Error for a path that leads to no number. */
export function sizeAt(path: string, value: number): Sized | undefined {
  const option = optionAt(systemSchema, path.split("."));
  if (option === undefined) throw new Error(`no number at ${path}`);
  return sizeOf(option, path.split("."), value);
}

/** A value that goes with the scale, and the option that it is a value of. */
export interface SizedOption extends Sized {
  /** `auth.workers`; of an operation that changes one, the option and not the operation. */
  readonly option: string;
}

/** All values of a scenario that go with the scale and matter to it, those that operations set among them. */
export function sizesIn(options: SystemOptions): SizedOption[] {
  const { senders, ...rest } = options;
  const written = [
    ...senders.flatMap((one, index) =>
      sizesOf(systemSchema, { senders: unmixed(one) }).map((size) => ({
        ...size,
        path: ["senders", index, ...size.path.slice(2)],
      })),
    ),
    ...sizesOf(systemSchema, rest),
  ].map((size) => ({ ...size, option: size.path.join(".") }));
  return [...written, ...setInRun(options)]
    .filter(({ option }) => isUsed(option, options))
    .map((size) => (isPerRequest(options) && WHOLE_PER_REQUEST.has(size.option) ? asServers(size) : size));
}

/**
 * What `set` and `scale` operations put in an option's place. Texts with units are no whole numbers: nothing to round.
 */
function setInRun(options: SystemOptions): SizedOption[] {
  return options.operations.flatMap((operation, index) => {
    const changed = (path: string, at: string[], value: unknown): SizedOption[] => {
      const option = typeof value === "number" ? optionAt(systemSchema, path.split(".")) : undefined;
      const size = option && sizeOf(option, ["operations", index, ...at], Number(value));
      return size ? [{ ...size, option: path }] : [];
    };
    if (operation.do === "set")
      return Object.entries(operation.values as object).flatMap(([path, to]) => changed(path, ["values", path], to));
    if (operation.do !== "scale") return [];
    const paths = capacity[operation.part as keyof typeof capacity];
    return paths.flatMap((path) => {
      const stated = path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], options);
      const grown = Math.max(1, Math.round(Number(stated) * Number(operation.by)));
      return changed(path, ["by"], Number.isFinite(grown) ? grown : undefined);
    });
  });
}

/** Limits of a protocol that nobody speaks limit nothing. */
function isUsed(option: string, { senders }: SystemOptions): boolean {
  const spoken = new Set(senders.map(({ protocol }) => protocol));
  if (option.startsWith("intake.api.")) return spoken.has("api");
  if (option === "intake.sessions" || option === "intake.backlog") return spoken.has("smtp");
  return !option.startsWith("intake.") || spoken.size > 0;
}

/** Of a fluid; while requests are single ones, places that they wait for. */
const WHOLE_PER_REQUEST: ReadonlySet<string> = new Set(["storage.coordinator.threads", "storage.reads.concurrency"]);

function isPerRequest({ storage }: SystemOptions): boolean {
  return storage !== "off" && typeof storage.detail === "object";
}

function asServers(size: SizedOption): SizedOption {
  return { ...size, extent: "servers", at: (scale) => Math.max(1, Math.round(size.full / scale)) };
}
