/** Panels. What senders offer, and what becomes of it. */
import type { PanelRule } from "./panel.js";

export const mailPanels: readonly PanelRule[] = [
  {
    id: "flow",
    group: "mail",
    title: "Offered, attempted, accepted",
    caption:
      "Attempts rise above the offered mail while refused messages come back, and fall to it again after the drain.",
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
    caption: "The 421s and 5xx of a message that could not be stored. They come in episodes.",
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
    caption: "Limits of the servers themselves. On a busy one these 421s are always there.",
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
    caption: "Open SMTP sessions, and connections that nobody has greeted yet.",
    lines: [
      { key: "intake.sessions", label: "sessions" },
      { key: "intake.backlog", label: "listen backlog" },
      { key: "intake.workers", label: "API workers busy" },
    ],
  },
];
