/** The options that a `set` operation may change while the system runs, by their paths in the scenario. */

import { z } from "zod";
import { fraction } from "../../schema/quantity.js";
import { ScenarioError, shown } from "../../schema/scenario-error.js";
import { suggest } from "../../schema/suggest.js";
import type { AuthSystem } from "../auth/auth-system.js";
import type { AuthOptions } from "../auth/options.js";
import type { ApiServer } from "../intake/api-server.js";
import type { IntakeOptions } from "../intake/options.js";
import type { SmtpServer } from "../intake/smtp-server.js";
import type { Change, Layer, Settings } from "../operations/controls.js";
import { storageTunables } from "../storage/maintenance/tunables.js";
import type { StorageOptions } from "../storage/options.js";
import type { StorageCluster } from "../storage/storage-cluster.js";
import { sizeAt } from "./scaling.js";

interface Setting {
  readonly schema: z.ZodType<number>;
  /** As the scenario has it, at full scale. */
  readonly stated: number;
  /** What lies over it, in the order of time. */
  readonly layers: Layer[];
  apply(value: number): void;
}

const count = z.number().int().positive();
const places = z.number().int().nonnegative();

/** The parts with options that may change. */
interface Settable {
  readonly smtp: SmtpServer;
  readonly api: ApiServer;
  readonly storage: StorageCluster | undefined;
  readonly auth: AuthSystem | undefined;
}

/** Their options as the scenario has them. */
interface StatedOptions {
  readonly intake: IntakeOptions;
  readonly auth: AuthOptions | "off";
  readonly storage: StorageOptions | "off";
}

export class LiveSettings implements Settings {
  private readonly settings = new Map<string, Setting>();

  constructor(
    { smtp, api, storage: cluster, auth }: Settable,
    /** At full scale. */
    { intake, auth: login, storage: store }: StatedOptions,
    private readonly scale: number,
  ) {
    this.declare("intake.sessions", count, intake.sessions, (value) => smtp.setSessions(value));
    this.declare("intake.backlog", places, intake.backlog, (value) => smtp.setBacklog(value));
    this.declare("intake.connectionsPerClient", count, intake.connectionsPerClient, (value) => {
      smtp.limits.connectionsPerClient = value;
    });
    this.declare("intake.messagesPerConnection", count, intake.messagesPerConnection, (value) => {
      smtp.limits.messagesPerConnection = value;
    });
    this.declare("intake.api.workers", count, intake.api.workers, (value) => api.setWorkers(value));
    this.declare("intake.api.queue", places, intake.api.queue, (value) => api.setQueue(value));
    if (auth !== undefined && login !== "off") this.declareAuth(auth, login);
    if (cluster !== undefined && store !== "off") this.declareStorage(cluster, store);
  }

  private declareAuth(auth: AuthSystem, { workers, queue, nested }: AuthOptions): void {
    if (nested) this.declare("auth.nested.probability", fraction, nested.probability, (value) => auth.setNested(value));
    this.declare("auth.workers", count, workers, (value) => auth.setWorkers(value));
    const unbounded = queue === "unbounded" ? Number.MAX_SAFE_INTEGER : queue;
    this.declare("auth.queue", places, unbounded, (value) => auth.setQueue(value));
  }

  private declareStorage(cluster: StorageCluster, options: StorageOptions): void {
    for (const [path, { schema }] of Object.entries(storageTunables))
      this.declare(`storage.${path}`, schema, optionAt(options, path), (value) => cluster.set(path, value));
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

  private declare(path: string, schema: z.ZodType<number>, value: number, apply: (value: number) => void): void {
    this.settings.set(path, {
      schema,
      stated: value,
      layers: [],
      apply: (next) => apply(sizeAt(path, next)?.at(this.scale) ?? next),
    });
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

function optionAt(options: StorageOptions, path: string): number {
  const value = path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], options);
  if (typeof value !== "number") throw new Error(`storage option "${path}" is not a number`);
  return value;
}
