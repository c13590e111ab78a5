/** How mail is divided among populations, and a mix among its kinds. */
import { expect, test } from "vitest";
import { totalRate, unmixed } from "../../../src/model/senders/shares.js";

test("a population with a share gets it of all mail, beside those that state a rate", () => {
  expect(totalRate([{ rate: 60 }, { rate: 20 }])).toBe(80);
  expect(totalRate([{ rate: 60 }, { share: 0.25 }])).toBe(80);
});

test("a mix becomes one population for each kind, and a second one of a kind gets a number", () => {
  const mix = [
    { share: 0.5, retry: { profile: "postfix" } },
    { share: 0.3, retry: { profile: "exim" } },
    { share: 0.2, retry: { profile: "postfix" } },
  ];
  const parts = unmixed({ name: "relays", hosts: 10, rate: 100, share: undefined, retry: { profile: "none" }, mix });
  expect(parts.map(({ name, hosts, rate }) => [name, hosts, rate])).toEqual([
    ["relays-postfix", 5, 50],
    ["relays-exim", 3, 30],
    ["relays-postfix-3", 2, 20],
  ]);
});

test("a population without a mix stays as it is", () => {
  const options = { name: "one", hosts: 1, rate: 2, retry: { profile: "none" } };
  expect(unmixed(options)).toEqual([options]);
});
