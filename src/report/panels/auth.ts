/** Panels. The authentication service and its callers. */
import type { PanelRule } from "./panel.js";

export const authPanels: readonly PanelRule[] = [
  {
    id: "auth-flow",
    group: "auth",
    title: "Requests, calls, answers",
    caption: "Retries raise calls above requests. An answer after the timeout does not count; the call was wasted.",
    perSecond: true,
    lines: [
      { key: "auth.offered", label: "requests", hue: 6 },
      { key: "auth.calls", label: "calls", hue: 4 },
      { key: "auth.goodput", label: "answered in time", hue: 0 },
      { key: "auth.calls.wasted", label: "wasted", hue: 3 },
    ],
  },
  {
    id: "auth-queue",
    group: "auth",
    title: "Waiting for an auth worker",
    caption: "When the wait is longer than the timeout, every caller gives up before its call is served.",
    lines: [{ key: "auth.queue", label: "calls waiting", hue: 3 }],
  },
  {
    id: "auth-refusals",
    group: "auth",
    title: "Failed calls",
    caption: "Calls that timed out, or that were refused because the queue was full or the service down.",
    perSecond: true,
    lines: [
      { key: "auth.timeouts", label: "timed out", hue: 1 },
      { key: "auth.calls.refused", label: "refused", hue: 2 },
      { key: "auth.retries", label: "retried", hue: 4 },
    ],
  },
];
