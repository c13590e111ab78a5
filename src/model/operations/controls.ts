/** The handles that operations pull, one set for each part. `model/wiring/controls/` ties them to the parts. */

import type { Seconds } from "../../schema/quantity.js";
import type {
  AttackOrder,
  AuthRestartOrder,
  BugOrder,
  DeclaredFault,
  DeployOrder,
  FailoverOrder,
  IntakeRestartOrder,
  MitigationOrder,
  StorageRestartOrder,
  UpgradeOrder,
} from "../vocabulary/orders.js";

export interface StorageControls {
  /** Throws a ScenarioError for nodes that are not there; they count from 1. */
  check(nodes: readonly number[]): void;
  beginBug(order: BugOrder): void;
  /** Ends this bug, unless another has taken its place. */
  endBug(order: BugOrder): void;
  upgrade(order: UpgradeOrder, ended: () => void): void;
  restart(order: StorageRestartOrder, ended: () => void): void;
  takeDown(node: number): void;
  bringUp(node: number): void;
}

export interface IntakeControls {
  beginFault(fault: DeclaredFault): void;
  endFault(fault: DeclaredFault): void;
  restart(order: IntakeRestartOrder): void;
  /** How many front ends there are. */
  readonly nodes: number;
  /** Takes a front end out of service, from 0, or back into it. */
  setDown(node: number, isDown: boolean): void;
}

export interface AuthControls {
  /** Throws a ScenarioError when auth has no caller of that name. */
  checkCaller(caller: string): void;
  deploy(name: string, order: DeployOrder): void;
  rollback(name: string): void;
  restart(order: AuthRestartOrder, down: Seconds, ended: () => void): void;
  /** Throws a ScenarioError when auth has no cache. */
  checkCache(): void;
  flush(down: Seconds, ended: () => void): void;
}

/** What an order names of the edge. */
export interface EdgeNames {
  /** Pools or data centres that are aimed at, or led away from. */
  readonly targets?: readonly string[];
  readonly from?: readonly string[];
  readonly profile?: string | undefined;
}

export interface EdgeControls {
  /** Throws a ScenarioError for pools or a profile that are not there, or when a failover leaves no pool. */
  check(names: EdgeNames): void;
  beginAttack(name: string, order: AttackOrder): void;
  endAttack(name: string): void;
  /** Gives back what undoes it. */
  setMitigation(order: MitigationOrder): () => void;
  beginFailover(order: FailoverOrder): void;
  endFailover(order: FailoverOrder): void;
}

/** The options that may be changed while the system runs, by their paths in the scenario. */
export interface Settings {
  /** Throws a ScenarioError for a path that cannot be set, or a bad value; changes nothing. */
  check(path: string, value?: string | number): void;
  /**
   * Changes an option until the layer is lifted. A later layer acts on what the earlier ones leave; lifting one leaves
   * the others as they lie, so that operations that overlap do not undo each other.
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

/** A scenario may leave storage, auth and the edge out: asking for their controls then throws a ScenarioError. */
export interface Controls {
  storage(): StorageControls;
  auth(): AuthControls;
  edge(): EdgeControls;
  readonly intake: IntakeControls;
  readonly settings: Settings;
  /** Does something later: an operation's own steps. */
  wait(length: Seconds, then: () => void): void;
  /** The deploys of the timeline, by name: what a rollback may take back. */
  readonly deploys: readonly string[];
}
