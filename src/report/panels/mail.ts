/** Panels. Offered mail and its outcomes. */
import type { PanelRule } from "./panel.js";

export const mailPanels: readonly PanelRule[] = [
  {
    id: "flow",
    group: "mail",
    title: "Offered, attempted, accepted",
    caption: "Retries raise attempts above the offered mail; both are equal again when the backlog has drained.",
    perSecond: true,
    lines: [
      { key: "messages.offered", label: "offered", hue: 6 },
      { key: "attempts", label: "attempts", hue: 4 },
      { key: "messages.accepted", label: "accepted", hue: 0 },
    ],
  },
  {
    id: "refusals",
    group: "mail",
    title: "Turned away for storage",
    caption: "421 and 5xx replies for messages that could not be stored. They come in episodes.",
    perSecond: true,
    lines: [
      { key: "replies.421.storage", label: "SMTP 421", hue: 1 },
      { key: "replies.http.5xx.storage", label: "HTTP 5xx", hue: 3 },
    ],
  },
  {
    id: "ordinary",
    group: "mail",
    title: "Turned away by the mail servers",
    caption: "Refusals by limits of the servers. Busy servers always have some of these 421s.",
    perSecond: true,
    lines: [
      { key: "replies.421.connections", label: "connection cap", hue: 0 },
      { key: "replies.421.idle", label: "idle timeout", hue: 2 },
      { key: "replies.421.sessions", label: "sessions full", hue: 4 },
      { key: "replies.421.admission", label: "admission", hue: 3 },
      { key: "replies.421.fault", label: "injected fault", hue: 1 },
      { key: "replies.421.restart", label: "restart", hue: 5 },
      { key: "replies.4xx", label: "other 4xx", hue: 6 },
      { key: "replies.http.429", label: "HTTP 429", hue: 7 },
    ],
  },
  {
    id: "waiting",
    group: "mail",
    title: "Waiting at the senders",
    caption: "Messages that their senders hold for another attempt.",
    lines: [{ key: "messages.waiting", label: "waiting", hue: 3 }],
  },
  {
    id: "sessions",
    group: "mail",
    title: "Sessions at the mail servers",
    caption: "Open SMTP sessions, connections without a banner yet, and busy API workers.",
    lines: [
      { key: "intake.sessions", label: "sessions" },
      { key: "intake.backlog", label: "listen backlog" },
      { key: "intake.workers", label: "API workers busy" },
    ],
  },
];
