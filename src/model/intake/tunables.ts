/**
 * The options of the intake that can be changed while it runs: what a reload of its configuration, or more machines,
 * can do.
 */

import { z } from "zod";
import type { Tunables } from "../vocabulary/tunable.js";
import type { ApiServer } from "./api-server.js";
import type { IntakeOptions } from "./options.js";
import type { SmtpServer } from "./smtp-server.js";

const count = z.number().int().positive();
const places = z.number().int().nonnegative();

interface Servers {
  readonly smtp: SmtpServer;
  readonly api: ApiServer;
}

/** By path, as `intake.<path>` in a scenario. */
export const intakeTunables: Tunables<IntakeOptions, Servers> = {
  sessions: {
    schema: count,
    stated: ({ sessions }) => sessions,
    set: ({ smtp }, value) => smtp.setSessions(value),
  },
  backlog: {
    schema: places,
    stated: ({ backlog }) => backlog,
    set: ({ smtp }, value) => smtp.setBacklog(value),
  },
  connectionsPerClient: {
    schema: count,
    stated: ({ connectionsPerClient }) => connectionsPerClient,
    set: ({ smtp }, value) => {
      smtp.limits.connectionsPerClient = value;
    },
  },
  messagesPerConnection: {
    schema: count,
    stated: ({ messagesPerConnection }) => messagesPerConnection,
    set: ({ smtp }, value) => {
      smtp.limits.messagesPerConnection = value;
    },
  },
  "api.workers": {
    schema: count,
    stated: ({ api }) => api.workers,
    set: ({ api }, value) => api.setWorkers(value),
  },
  "api.queue": {
    schema: places,
    stated: ({ api }) => api.queue,
    set: ({ api }, value) => api.setQueue(value),
  },
};
