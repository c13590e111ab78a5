/**
 * A real Postfix on loopback with its timers scaled, smtp-source before it and smtp-sink behind it; needs root, as
 * Postfix does. It takes mail at a socket in its own spool, so that it needs no port of the machine's.
 */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Trial } from "./outcome.js";
import { env, type SinkRefusal, Smarthost } from "./smarthost.js";
import { greets, until } from "./waiting.js";

/**
 * Sends the trial's messages through a Postfix and gives its log, once all are delivered or the time for that is over.
 */
export async function postfixLog(trial: Trial, refusal: SinkRefusal): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), "postfix-"));
  const smarthost = new Smarthost();
  const stop = new AbortController();
  try {
    await smarthost.start(home, refusal);
    configure(home, smarthost.port, trial);
    control(home, "start");
    await until("Postfix greets", () => greets(submission(home)));
    const began = performance.now();
    const source = submit(submission(home), trial.messages, stop.signal);
    await Promise.race([source, until("a first deferral", () => deferrals(home) > 0)]);
    await pause(trial.recovery * 1000);
    smarthost.recover();
    await source;
    const latest = began + (trial.recovery + 3 * trial.maximalBackoff) * 1000;
    await until("all deliveries", () => delivered(home) >= trial.messages || performance.now() > latest);
    return log(home);
  } finally {
    stop.abort();
    control(home, "stop");
    smarthost.stop();
    rmSync(home, { recursive: true });
  }
}

/** `postfix start` returns when the master listens; `postfix stop` when all its processes have ended. */
function control(home: string, command: "start" | "stop"): void {
  if (command === "stop" && !existsSync(join(home, "spool/pid/master.pid"))) return;
  execFileSync("postfix", ["-c", join(home, "etc"), command], { env, stdio: "ignore" });
}

const submission = (home: string) => join(home, "spool/public/submission");

function configure(home: string, smarthost: number, trial: Trial): void {
  for (const folder of ["etc", "spool", "data"]) mkdirSync(join(home, folder));
  execFileSync("chmod", ["755", home]);
  execFileSync("chown", ["postfix", join(home, "data")]);
  const settings = {
    compatibility_level: "3.6",
    queue_directory: join(home, "spool"),
    data_directory: join(home, "data"),
    command_directory: "/usr/sbin",
    daemon_directory: "/usr/lib/postfix/sbin",
    maillog_file: join(home, "mail.log"),
    maillog_file_prefixes: home,
    inet_interfaces: "127.0.0.1",
    inet_protocols: "ipv4",
    myhostname: "relay.test",
    mydestination: "",
    alias_maps: "",
    relayhost: `[127.0.0.1]:${smarthost}`,
    smtp_tls_security_level: "none",
    minimal_backoff_time: `${trial.minimalBackoff}s`,
    maximal_backoff_time: `${trial.maximalBackoff}s`,
    queue_run_delay: `${trial.minimalBackoff}s`,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`);
  writeFileSync(join(home, "etc", "main.cf"), lines.join(""));
  writeFileSync(join(home, "etc", "master.cf"), services());
}

/**
 * The services of Debian's own file, none in a chroot; the one that takes mail listens on a socket instead of port 25.
 */
function services(): string {
  return readFileSync("/etc/postfix/master.cf", "utf8")
    .replace(/^smtp +inet .*$/m, "submission unix n - n - - smtpd")
    .replace(/^(\S+ +(?:unix|inet) +[-ny] +[-ny] +)y/gm, "$1n");
}

function submit(path: string, messages: number, signal: AbortSignal): Promise<void> {
  const options = ["-s", "1", "-m", String(messages), "-w", "1", "-f", "a@sender.test", "-t", "b@receiver.test"];
  const source = spawn("smtp-source", [...options, `unix:${path}`], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
    signal,
  });
  return new Promise((done, failed) => {
    source.on("error", failed);
    source.on("exit", (code) => (code === 0 ? done() : failed(new Error(`smtp-source ended with ${code}`))));
  });
}

/** Empty until Postfix has written its first line. */
function log(home: string): string {
  const file = join(home, "mail.log");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

const deferrals = (home: string) => log(home).split("status=deferred").length - 1;
const delivered = (home: string) => log(home).split("status=sent").length - 1;
