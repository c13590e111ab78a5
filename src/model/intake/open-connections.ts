/** Counts the connections that each client has open, for the limit per client. */

import { IntegerColumn } from "../../engine/column.js";
import type { Session } from "../vocabulary/session.js";
import type { IntakeOptions } from "./options.js";

export class OpenConnections {
  private readonly byAddress = new IntegerColumn();

  /** The session's client has as many connections open as it may. */
  isAtLimit({ address }: Session, { connectionsPerClient }: Pick<IntakeOptions, "connectionsPerClient">): boolean {
    this.byAddress.ensure(address + 1);
    return this.byAddress.get(address) >= connectionsPerClient;
  }

  add(session: Session): void {
    this.byAddress.ensure(session.address + 1);
    this.byAddress.add(session.address, 1);
  }

  remove(session: Session): void {
    this.byAddress.add(session.address, -1);
  }
}
