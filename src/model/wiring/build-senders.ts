/** Builds the populations of a scenario: their traffic, retry profile and client. */

import { makeDistribution } from "../../engine/distribution/index.js";
import type { PerSecond } from "../../schema/quantity.js";
import type { Mail } from "../mail/mail.js";
import type { MailAccounting } from "../mail/mail-accounting.js";
import type { SenderOptions } from "../options.js";
import { retryProfiles } from "../retry/index.js";
import { Addresses } from "../senders/addresses.js";
import { arrivalPatterns } from "../senders/arrival/index.js";
import { ApiClient } from "../senders/client/api-client.js";
import { SmtpClient } from "../senders/client/smtp-client.js";
import type { ClientSettings } from "../senders/client-settings.js";
import { Population } from "../senders/population.js";
import { totalRate, unmixed } from "../senders/shares.js";
import { Traffic } from "../senders/traffic.js";
import type { MailObserver } from "../vocabulary/mail-observer.js";
import type { ApiPort, SmtpPort } from "../vocabulary/ports.js";
import type { SystemWorld } from "./system-world.js";

export interface SendingWorld extends SystemWorld {
  readonly mail: Mail;
  readonly accounting: MailAccounting;
  readonly observer?: MailObserver | undefined;
  readonly smtp: SmtpPort;
  readonly api: ApiPort;
}

/** Builds every population and schedules its first arrivals. */
export function startPopulations(senders: readonly SenderOptions[], world: SendingWorld): Population[] {
  const total = totalRate(senders);
  let firstAddress = 0;
  return senders.flatMap(unmixed).map((options) => {
    const { hosts } = options;
    const rate = options.rate ?? (options.share ?? 0) * total;
    const population = buildPopulation(options, world, hosts, firstAddress, rate);
    firstAddress += hosts;
    return population;
  });
}

function buildPopulation(
  options: SenderOptions,
  world: SendingWorld,
  hosts: number,
  firstAddress: number,
  rate: PerSecond,
): Population {
  const { name, protocol, burst, recipients } = options;
  const arrivals = arrivalPatterns.make(options.arrivals, rate / burst, world.clock.start);
  const traffic = new Traffic(name, world.random, arrivals, makeDistribution(options.size), burst, recipients);
  const profile = retryProfiles.make(options.retry);
  const { addresses = 1 } = options;
  const population = new Population(name, profile, traffic, world, hosts, firstAddress, addresses);
  const { calendar, mail, accounting: log, observer } = world;
  const settings = settingsOf(options, profile);
  const client =
    protocol === "smtp"
      ? new SmtpClient(
          population,
          world.smtp,
          { calendar, mail, log, observer },
          settings,
          new Addresses(addresses, profile.addresses),
        )
      : new ApiClient(population, world.api, { calendar, mail, log, observer }, settings);
  population.start(client);
  return population;
}

function settingsOf(options: SenderOptions, profile: ReturnType<typeof retryProfiles.make>): ClientSettings {
  const { timeouts, roundTrip, tls, authenticates, linger } = options;
  return {
    patience: {
      connect: timeouts.connect ?? profile.patience.connect,
      banner: timeouts.banner ?? profile.patience.banner,
      command: timeouts.command ?? profile.patience.command ?? profile.patience.banner,
      dot: timeouts.response ?? profile.patience.dot,
    },
    messages: profile.connection.messages,
    pipelining: profile.connection.pipelining,
    roundTrip,
    tls,
    authenticates,
    linger,
  };
}
