/** The options that a `set` operation may change while the system runs, by their paths in the scenario. */

import { z } from "zod";
import { fraction } from "../schema/quantity.js";
import { ScenarioError, shown } from "../schema/scenario-error.js";
import { suggest } from "../schema/suggest.js";
import type { AuthSystem } from "./auth/auth-system.js";
import type { ApiServer } from "./intake/api-server.js";
import type { IntakeOptions } from "./intake/options.js";
import type { SmtpServer } from "./intake/smtp-server.js";
import type { Settings } from "./operations/controls.js";
import type { StorageOptions } from "./storage/options.js";
import type { StorageCluster } from "./storage/storage-cluster.js";
import { storageTunables } from "./storage/tunables.js";

interface Setting {
  readonly schema: z.ZodType<number>;
  value: number;
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

export class LiveSettings implements Settings {
  private readonly settings = new Map<string, Setting>();

  constructor(
    { smtp, api, storage: cluster, auth }: Settable,
    intake: IntakeOptions,
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
    if (auth !== undefined) this.declareAuth(auth);
    if (cluster !== undefined) this.declareStorage(cluster);
  }

  private declareAuth(auth: AuthSystem): void {
    const { workers, queue, nested } = auth.options;
    if (nested) this.declare("auth.nested.probability", fraction, nested.probability, (value) => auth.setNested(value));
    this.declare("auth.workers", count, workers * this.scale, (value) => auth.setWorkers(value));
    const unbounded = queue === "unbounded" ? Number.MAX_SAFE_INTEGER : queue * this.scale;
    this.declare("auth.queue", places, unbounded, (value) => auth.setQueue(value));
  }

  private declareStorage(cluster: StorageCluster): void {
    for (const [path, { schema }] of Object.entries(storageTunables))
      this.declare(`storage.${path}`, schema, optionAt(cluster.options, path), (value) => cluster.set(path, value));
  }

  get(path: string): string | number {
    const { schema, value } = this.find(path);
    return z.encode(schema, value) as string | number;
  }

  check(path: string, value: string | number): void {
    decoded(path, this.find(path), value);
  }

  set(path: string, value: string | number): void {
    const setting = this.find(path);
    setting.value = decoded(path, setting, value);
    setting.apply(setting.value);
  }

  private declare(path: string, schema: z.ZodType<number>, value: number, apply: (value: number) => void): void {
    this.settings.set(path, { schema, value, apply: (next) => apply(scaled(path, next, this.scale)) });
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

function decoded(path: string, { schema }: Setting, value: string | number): number {
  const parsed = schema.safeDecode(value as never);
  if (parsed.success) return parsed.data;
  const expected = parsed.error.issues.map(({ message }) => message).join("; ");
  throw new ScenarioError([{ path: `values.${path}`, found: `found ${shown(value)}`, expected }]);
}

/** Not divided by the scale: what one client may do, and how many merges a node runs. */
const unscaled = new Set([
  "auth.nested.probability",
  "intake.connectionsPerClient",
  "intake.messagesPerConnection",
  "storage.compaction.compactors",
]);

/** Capacities are divided by the scenario's scale; counts stay whole and at least one. */
function scaled(path: string, value: number, scale: number): number {
  if (scale === 1 || unscaled.has(path)) return value;
  if (path === "intake.backlog" || path === "intake.api.queue") return Math.round(value / scale);
  return Number.isInteger(value) ? Math.max(1, Math.round(value / scale)) : value / scale;
}

function optionAt(options: StorageOptions, path: string): number {
  const value = path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], options);
  if (typeof value !== "number") throw new Error(`storage option "${path}" is not a number`);
  return value;
}
