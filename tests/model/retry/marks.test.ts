/** What no source vouches for says so where users choose: the list of retry profiles. */
import { expect, test } from "vitest";
import { retryProfiles } from "../../../src/model/retry/index.js";

test.each([
  ["exim", /connections assumed/],
  ["sendmail", /schedule unverified/],
  ["opensmtpd", /unverified/],
  ["exchange", /documentation.*421.*AUTH.*connections.*timeouts unverified/],
  ["exchange-online", /observations.*assumed/],
  ["stalwart", /unverified/],
  ["postal", /connections assumed/],
  ["maddy", /timeouts assumed/],
  ["mailgun-outbound", /documentation.*assumed/],
  ["gmail", /measured.*assumed/],
  ["yahoo", /measured.*assumed/],
  ["hotmail", /measured.*assumed/],
  ["gmx", /measured.*assumed/],
  ["grpc", /backoffs assumed/],
  ["activejob", /unverified/],
  ["human", /assumed/],
  ["fixed", /assumed/],
  ["exponential", /assumed/],
])("%s says in one line that it is %o", (profile, mark) => {
  expect(retryProfiles.choices.find(({ name }) => name === profile)?.summary).toMatch(mark);
});
