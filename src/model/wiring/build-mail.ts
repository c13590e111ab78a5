/** Builds the life of a message: its accounting, and what happens to it once it is accepted. */

import { Delivery } from "../delivery/delivery.js";
import type { VantageAccounting } from "../edge/vantage-accounting.js";
import type { Registry } from "../intake/needs.js";
import { ConnectionAccounting } from "../mail/connection-accounting.js";
import { Mail } from "../mail/mail.js";
import { MailAccounting } from "../mail/mail-accounting.js";
import type { SystemOptions } from "../options.js";
import type { StorageCluster } from "../storage/storage-cluster.js";
import type { MailObserver } from "../vocabulary/mail-observer.js";
import type { MessageId } from "../vocabulary/message.js";
import type { SystemWorld } from "./system-world.js";

export interface MailAndAccounting {
  readonly mail: Mail;
  readonly accounting: MailAccounting;
  /** Kept when a population states its addresses. */
  readonly connections: ConnectionAccounting | undefined;
}

/** @param seen the accounting of the edge, where there is one */
export function buildMail(
  senders: SystemOptions["senders"],
  { calendar, meter }: SystemWorld,
  seen: VantageAccounting | undefined,
  observer: MailObserver | undefined,
): MailAndAccounting {
  const counts = senders.some(({ addresses }) => addresses !== undefined);
  const connections = counts ? new ConnectionAccounting(meter) : undefined;
  const accounting = new MailAccounting(meter, seen, connections);
  return { mail: new Mail(calendar, accounting, observer), accounting, connections };
}

/** Undefined where the scenario leaves delivery out: accepted mail is then done with. */
export function buildDelivery(
  options: SystemOptions["delivery"],
  { calendar, random, meter, clock }: SystemWorld,
  storage: StorageCluster | undefined,
): Delivery | undefined {
  if (options === "off") return undefined;
  const store = storage ?? { read: () => {}, delete: () => {} };
  return new Delivery(calendar, random, meter, clock.bucket, store, options);
}

/** Follows durable writes: stored mail goes on to delivery first, then the message's own accounts are closed. */
export function registryOf(mail: Mail, delivery: Delivery | undefined): Registry {
  if (delivery === undefined) return mail;
  return {
    writeBegins: (id: MessageId) => mail.writeBegins(id),
    writeEnds(id: MessageId, stored: boolean) {
      if (stored) delivery.accept();
      mail.writeEnds(id, stored);
    },
  };
}
