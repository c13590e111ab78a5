/** What is told of accepted mail. */

import { counter, level } from "../../metrics/declaration.js";

export const deliveryMetrics = {
  delivered: counter("delivery.delivered", { title: "messages delivered" }),
  deferrals: counter("delivery.deferred", { title: "remote deferrals" }),
  bounced: counter("delivery.bounced", { title: "messages bounced" }),
  waiting: level("delivery.waiting", { title: "accepted, not yet delivered", unit: "1" }),
};
