/** The handles that operations pull. system.ts ties each to the part that it moves. */

import type { Fraction } from "../../schema/quantity.js";
import type { SmtpCode, Stage } from "../vocabulary/reply.js";

/** Options as the storage part describes them; checked before they come here. */
type StorageOrder = Record<string, unknown>;

/** The nodes that an order names; none when it means all. */
export function nodesOf({ nodes }: { readonly nodes?: unknown }): readonly number[] {
  return Array.isArray(nodes) ? nodes : [];
}

export interface StorageControls {
  /** Throws a ScenarioError when there is no storage, or no such nodes (they count from 1). */
  check(nodes: readonly number[]): void;
  beginBug(options: StorageOrder): void;
  endBug(): void;
  upgrade(options: StorageOrder, ended: () => void): void;
  restart(options: StorageOrder, ended: () => void): void;
  takeDown(node: number): void;
  bringUp(node: number): void;
}

export interface DeclaredFault {
  readonly stage: Stage;
  readonly code: SmtpCode;
  readonly probability: Fraction;
}

/** What becomes of clients that wait for a slot, and of messages past their final dot or in an API worker. */
export interface RestartOrder {
  readonly waiting: "drop" | "keep";
  readonly inFlight: "finish" | "drop";
  /** Of the intake: only this front end, from 0. */
  readonly node?: number;
}

export interface IntakeControls {
  beginFault(fault: DeclaredFault): void;
  endFault(fault: DeclaredFault): void;
  restart(plan: RestartOrder): void;
  /** How many front ends there are. */
  readonly nodes: number;
  /** Takes a front end out of service, from 0, or back into it. */
  setDown(node: number, isDown: boolean): void;
}

/** A deploy as the authentication part describes it; checked before it comes here. */
type DeployOrder = Record<string, unknown>;

export interface AuthControls {
  /** Throws a ScenarioError when there is no auth, or no caller of that name. */
  check(caller: string | undefined): void;
  deploy(name: string, order: DeployOrder): void;
  rollback(name: string): void;
  restart(plan: AuthRestartOrder, down: number, ended: () => void): void;
  /** Throws a ScenarioError when auth has no cache. */
  checkCache(): void;
  flush(down: number, ended: () => void): void;
}

export interface AuthRestartOrder extends RestartOrder {
  /** Callers of lost calls learn of it at once, or by their timeouts. */
  readonly connections: "reset" | "hang";
}

/** Orders as the edge describes them; checked before they come here. */
type EdgeOrder = Record<string, unknown>;

export interface EdgeControls {
  /** Throws a ScenarioError when there is no edge, no such pool, or no such profile. */
  check(order: EdgeOrder): void;
  beginAttack(name: string, order: EdgeOrder): void;
  endAttack(name: string): void;
  /** Gives back what undoes it. */
  setMitigation(order: EdgeOrder): () => void;
  beginFailover(order: EdgeOrder): void;
  endFailover(order: EdgeOrder): void;
}

/** The options that may be changed while the system runs, by their paths in the scenario. */
export interface Settings {
  /** Throws a ScenarioError for a path that cannot be set, or a bad value; changes nothing. */
  check(path: string, value?: string | number): void;
  /**
   * Changes an option until the layer is lifted. A later layer acts on what the earlier ones leave; lifting one leaves the
   * others as they lie, so that operations that overlap do not undo each other.
   */
  lay(path: string, change: Change): Layer;
  lift(layer: Layer): void;
}

/** From the value as the scenario writes it to the changed one. */
export type Change = (value: string | number) => string | number;

/** A change that lies over an option. */
export interface Layer {
  readonly path: string;
  readonly change: Change;
}

export interface Controls {
  readonly storage: StorageControls;
  readonly intake: IntakeControls;
  readonly settings: Settings;
  readonly auth: AuthControls;
  readonly edge: EdgeControls;
  /** Does something later: an operation's own steps. */
  wait(length: number, then: () => void): void;
  /** The deploys of the timeline, by name: what a rollback may take back. */
  readonly deploys: readonly string[];
}
