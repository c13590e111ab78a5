/**
 * The options that `set` and `scale` may change while the system runs, by their paths in the scenario. Changes lie over
 * what the scenario states, in layers, so that operations that overlap do not undo each other.
 */

import { z } from "zod";
import { ScenarioError, shown } from "../../schema/scenario-error.js";
import { suggest } from "../../schema/suggest.js";
import type { AuthSystem } from "../auth/auth-system.js";
import { authTunables } from "../auth/tunables.js";
import { intakeTunables } from "../intake/tunables.js";
import type { Change, Layer, Settings } from "../operations/controls.js";
import type { SystemOptions } from "../options.js";
import { storageTunables } from "../storage/maintenance/tunables.js";
import type { StorageOptions } from "../storage/options.js";
import type { StorageCluster } from "../storage/storage-cluster.js";
import type { Tunable, Tunables } from "../vocabulary/tunable.js";
import type { Servers } from "./build-intake.js";
import { sizeAt } from "./scaling.js";

interface Setting {
  readonly schema: z.ZodType<number>;
  /** As the scenario has it, at full scale. */
  readonly stated: number;
  /** What lies over it, in the order of time. */
  readonly layers: Layer[];
  apply(value: number): void;
}

/** The parts with options that may change; undefined where the scenario leaves one out. */
interface Settable {
  readonly servers: Servers;
  readonly auth: AuthSystem | undefined;
  readonly storage: StorageCluster | undefined;
}

export class LiveSettings implements Settings {
  private readonly settings = new Map<string, Setting>();

  constructor(
    { servers, auth, storage }: Settable,
    /** At full scale. */
    stated: Pick<SystemOptions, "intake" | "auth" | "storage">,
    private readonly scale: number,
  ) {
    this.declareAll("intake", intakeTunables, stated.intake, servers);
    if (auth !== undefined && stated.auth !== "off") this.declareAll("auth", authTunables, stated.auth, auth);
    if (storage !== undefined && stated.storage !== "off")
      this.declareAll("storage", clusterTunables(), stated.storage, storage);
  }

  check(path: string, value?: string | number): void {
    const setting = this.find(path);
    if (value !== undefined) decoded(path, setting, value);
  }

  lay(path: string, change: Change): Layer {
    const setting = this.find(path);
    const layer: Layer = { path, change };
    setting.layers.push(layer);
    applyLayers(path, setting);
    return layer;
  }

  lift(layer: Layer): void {
    const setting = this.find(layer.path);
    setting.layers.splice(setting.layers.indexOf(layer), 1);
    applyLayers(layer.path, setting);
  }

  private declareAll<Options, Part>(
    section: string,
    tunables: Tunables<Options, Part>,
    options: Options,
    part: Part,
  ): void {
    for (const [name, tunable] of Object.entries(tunables)) {
      const { schema } = tunable;
      const path = `${section}.${name}`;
      const stated = tunable.stated(options);
      if (stated === undefined) continue;
      const apply = (value: number) => tunable.set(part, sizeAt(path, value)?.at(this.scale) ?? value);
      this.settings.set(path, { schema, stated, layers: [], apply });
    }
  }

  private find(path: string): Setting {
    const setting = this.settings.get(path);
    if (setting !== undefined) return setting;
    const meant = suggest(path, this.settings.keys());
    const expected = `an option that can change in a run: ${[...this.settings.keys()].join(", ")}`;
    const found = `no option "${path}"`;
    throw new ScenarioError([{ path: `values.${path}`, found, expected, ...(meant && { suggestion: meant }) }]);
  }
}

/** Puts the value in force that the layers make of the stated one. */
function applyLayers(path: string, setting: Setting): void {
  const { schema, stated, layers } = setting;
  const written = layers.reduce((value, { change }) => change(value), z.encode(schema, stated) as string | number);
  setting.apply(decoded(path, setting, written));
}

function decoded(path: string, { schema }: Setting, value: string | number): number {
  const parsed = schema.safeDecode(value as never);
  if (parsed.success) return parsed.data;
  const expected = parsed.error.issues.map(({ message }) => message).join("; ");
  throw new ScenarioError([{ path: `values.${path}`, found: `found ${shown(value)}`, expected }]);
}

/** The cluster changes its own options, and what follows from them, when it is told their paths. */
function clusterTunables(): Tunables<StorageOptions, StorageCluster> {
  const all = Object.entries(storageTunables).map(
    ([path, { schema }]): [string, Tunable<StorageOptions, StorageCluster>] => [
      path,
      {
        schema,
        stated: (options) => optionAt(options, path),
        set: (cluster, value) => cluster.set(path, value),
      },
    ],
  );
  return Object.fromEntries(all);
}

function optionAt(options: StorageOptions, path: string): number {
  const value = path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], options);
  if (typeof value !== "number") throw new Error(`storage option "${path}" is not a number`);
  return value;
}
