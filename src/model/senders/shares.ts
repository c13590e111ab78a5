/**
 * How the mail of a scenario is divided among its populations: rates and shares, and mixes of several retry profiles in
 * one.
 */

import type { Fraction, PerSecond } from "../../schema/quantity.js";

/** A population's part of all new mail: its rate, or its share of the whole. */
interface Volume {
  readonly rate?: PerSecond | undefined;
  readonly share?: Fraction | undefined;
}

interface Profile {
  readonly profile: string;
}

/** A population that may be a mix of several kinds of senders. */
interface Mixed extends Volume {
  readonly name: string;
  readonly hosts: number;
  readonly retry: Profile;
  readonly mix?: readonly { readonly share: Fraction; readonly retry: Profile }[] | undefined;
}

/**
 * New messages per second of all populations together: those with a share get it of the whole, the others state a rate.
 */
export function totalRate(senders: readonly Volume[]): PerSecond {
  const rates = senders.reduce((sum, { rate }) => sum + (rate ?? 0), 0);
  const shares = senders.reduce((sum, { share }) => sum + (share ?? 0), 0);
  return rates / (1 - shares);
}

/** One population for each kind in a mix, with its share of hosts and mail: `relays-postfix`, `relays-exim`, … */
export function unmixed<Options extends Mixed>(options: Options): Options[] {
  const { mix, name, hosts, rate, share } = options;
  if (mix === undefined) return [options];
  return mix.map((part, index) => {
    const again = mix.slice(0, index).some((one) => one.retry.profile === part.retry.profile);
    return {
      ...options,
      name: `${name}-${part.retry.profile}${again ? `-${index + 1}` : ""}`,
      hosts: Math.max(1, Math.round(hosts * part.share)),
      rate: rate === undefined ? undefined : rate * part.share,
      share: share === undefined ? undefined : share * part.share,
      retry: part.retry,
      mix: undefined,
    };
  });
}
