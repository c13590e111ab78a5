/** Panels. The authentication service and its callers. */
import type { PanelRule } from "./panel.js";

export const authPanels: readonly PanelRule[] = [
  {
    id: "auth-flow",
    group: "auth",
    title: "Requests, calls, answers",
    caption: "Calls rise above requests when failures are tried again; answers that come too late are no answers.",
    perSecond: true,
    lines: [
      { key: "auth.offered", label: "requests", hue: 6 },
      { key: "auth.calls", label: "calls", hue: 4 },
      { key: "auth.goodput", label: "answered in time", hue: 0 },
      { key: "auth.calls.wasted", label: "served for nobody", hue: 3 },
    ],
  },
  {
    id: "auth-queue",
    group: "auth",
    title: "Waiting for an auth worker",
    caption: "Once the queue is a timeout long, every call that is served has been given up by its caller.",
    lines: [{ key: "auth.queue", label: "calls waiting", hue: 3 }],
  },
  {
    id: "auth-refusals",
    group: "auth",
    title: "Calls that came to nothing",
    caption: "Given up by their callers, or refused because the queue was full or the service down.",
    perSecond: true,
    lines: [
      { key: "auth.timeouts", label: "timed out", hue: 1 },
      { key: "auth.calls.refused", label: "refused", hue: 2 },
      { key: "auth.retries", label: "tried again", hue: 4 },
    ],
  },
];
