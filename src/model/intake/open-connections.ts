/** How many connections each client has open: what a per-client limit looks at. */

import { IntegerColumn } from "../../engine/column.js";
import type { Session } from "../vocabulary/session.js";

export class OpenConnections {
  private readonly byAddress = new IntegerColumn();

  count(address: number): number {
    this.byAddress.ensure(address + 1);
    return this.byAddress.get(address);
  }

  add(session: Session): void {
    this.byAddress.ensure(session.address + 1);
    this.byAddress.add(session.address, 1);
  }

  remove(session: Session): void {
    this.byAddress.add(session.address, -1);
  }
}
