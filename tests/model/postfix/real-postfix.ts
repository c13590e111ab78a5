/** A real Postfix on loopback with its timers scaled, smtp-source before it and smtp-sink behind it; needs root, as Postfix does. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Trial } from "./outcome.js";

/** The path also where a shell of an ordinary user has none of the system's programs. */
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/usr/lib/postfix/sbin` };

/** What smtp-sink is told, so that it refuses where the trial says. */
export type SinkRefusal = readonly string[];

/** Sends the trial's messages through a Postfix and gives its log, once all are delivered or the time for that is over. */
export async function postfixLog(trial: Trial, refusal: SinkRefusal): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), "postfix-"));
  const [submission, smarthost] = [await freePort(), await freePort()];
  let sink = await startSink(smarthost, refusal);
  try {
    configure(home, submission, smarthost, trial);
    execFileSync("postfix", ["-c", join(home, "etc"), "start"], { env, stdio: "ignore" });
    await sleep(1500);
    const began = performance.now();
    const source = submit(submission, trial.messages);
    await until(() => deferrals(home) > 0);
    await sleep(trial.recovery * 1000);
    sink.kill();
    sink = await startSink(smarthost, []);
    await source;
    const latest = began + (trial.recovery + 3 * trial.maximalBackoff) * 1000;
    await until(() => delivered(home) >= trial.messages || performance.now() > latest);
    return log(home);
  } finally {
    execFileSync("postfix", ["-c", join(home, "etc"), "stop"], { env, stdio: "ignore" });
    sink.kill();
    rmSync(home, { recursive: true });
  }
}

function configure(home: string, submission: number, smarthost: number, trial: Trial): void {
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
  writeFileSync(join(home, "etc", "master.cf"), services(submission));
}

/** The services of Debian's own file, none in a chroot, the one that takes mail at our port. */
function services(submission: number): string {
  return readFileSync("/etc/postfix/master.cf", "utf8")
    .replace(/^smtp +inet .*$/m, `127.0.0.1:${submission} inet n - n - - smtpd`)
    .replace(/^(\S+ +(?:unix|inet) +[-ny] +[-ny] +)y/gm, "$1n");
}

async function startSink(port: number, refusal: SinkRefusal): Promise<ChildProcess> {
  const sink = spawn("smtp-sink", ["-u", "nobody", ...refusal, `127.0.0.1:${port}`, "100"], { env, stdio: "ignore" });
  await sleep(200);
  return sink;
}

function submit(port: number, messages: number): Promise<void> {
  const options = ["-s", "1", "-m", String(messages), "-w", "1", "-f", "a@sender.test", "-t", "b@receiver.test"];
  const source = spawn("smtp-source", [...options, `127.0.0.1:${port}`], { env, stdio: "ignore" });
  return new Promise((done, failed) => {
    source.on("error", failed);
    source.on("exit", (code) => (code === 0 ? done() : failed(new Error(`smtp-source ended with ${code}`))));
  });
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => found(port));
    });
  });
}

async function until(is: () => boolean): Promise<void> {
  const end = performance.now() + 120_000;
  while (!is() && performance.now() < end) await sleep(200);
}

const log = (home: string) => readFileSync(join(home, "mail.log"), "utf8");
const deferrals = (home: string) => log(home).split("status=deferred").length - 1;
const delivered = (home: string) => log(home).split("status=sent").length - 1;
