/** The retry profiles: when senders try again. One file each, one line here. */

import { Catalogue } from "../../schema/catalogue.js";
import type { RetryProfile } from "../vocabulary/retry-profile.js";
import { activejob } from "./activejob.js";
import { awsAdaptive } from "./aws-adaptive.js";
import { awsStandard } from "./aws-standard.js";
import { celery } from "./celery.js";
import { envoy } from "./envoy.js";
import { exchange } from "./exchange.js";
import { exchangeOnline } from "./exchange-online.js";
import { exim } from "./exim.js";
import { exponential } from "./exponential.js";
import { fixed } from "./fixed.js";
import { gmail } from "./gmail.js";
import { gmx } from "./gmx.js";
import { grpc } from "./grpc.js";
import { haraka } from "./haraka.js";
import { hotmail } from "./hotmail.js";
import { httpLibrary } from "./http-library.js";
import { human } from "./human.js";
import { kumomta } from "./kumomta.js";
import { laravel } from "./laravel.js";
import { maddy } from "./maddy.js";
import { mailgunOutbound } from "./mailgun-outbound.js";
import { nodemailerPool } from "./nodemailer-pool.js";
import { none } from "./none.js";
import { opensmtpd } from "./opensmtpd.js";
import { polly } from "./polly.js";
import { postal } from "./postal.js";
import { postfix } from "./postfix.js";
import { qmail } from "./qmail.js";
import { sendmail } from "./sendmail.js";
import { sidekiq } from "./sidekiq.js";
import { smtplib } from "./smtplib.js";
import { spring } from "./spring.js";
import { stalwart } from "./stalwart.js";
import { yahoo } from "./yahoo.js";
import { zonemta } from "./zonemta.js";

/**
 * Mail servers, webmail providers, libraries without a queue, clients with budgets, job queues, people, and plain
 * rules.
 */
export const retryProfiles = new Catalogue<RetryProfile>(
  "retry profile",
  [
    ...[
      postfix,
      exim,
      sendmail,
      qmail,
      opensmtpd,
      exchange,
      exchangeOnline,
      haraka,
      zonemta,
      kumomta,
      stalwart,
      postal,
      maddy,
    ],
    ...[mailgunOutbound, gmail, yahoo, hotmail, gmx],
    ...[nodemailerPool, smtplib, httpLibrary],
    ...[awsStandard, awsAdaptive, grpc, envoy, spring, polly],
    ...[sidekiq, celery, laravel, activejob],
    human,
    ...[fixed, exponential, none],
  ],
  // Of one sending host.
  "each",
);
