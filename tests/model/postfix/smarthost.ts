/**
 * A smarthost that recovers: connections to one port of this process are handed on to an smtp-sink that refuses, and
 * later to one that accepts. The port is ours from the first to the last moment, and the sinks listen on sockets in
 * files.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { greets, until } from "./waiting.js";

/** The path also where a shell of an ordinary user has none of the system's programs. */
export const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/usr/lib/postfix/sbin` };

/** What smtp-sink is told, so that it refuses where the trial says; nothing for one that accepts. */
export type SinkRefusal = readonly string[];

/** A running smtp-sink and the file of its socket. */
interface Sink {
  readonly path: string;
  readonly process: ChildProcess;
}

export class Smarthost {
  private readonly server = createServer((client) => this.handOn(client));
  private readonly open = new Set<Socket>();
  private sinks: Sink[] = [];

  /** Starts both sinks and listens on a port of 127.0.0.1; refuses at first. */
  async start(home: string, refusal: SinkRefusal): Promise<void> {
    this.sinks = [launch(join(home, "refusing"), refusal), launch(join(home, "accepting"), [])];
    for (const { path, process } of this.sinks)
      await until(
        "smtp-sink greets",
        () => greets(path),
        () => process.exitCode !== null,
      );
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Accepts from now on; connections that are open are cut, as by a restart. */
  recover(): void {
    this.sinks.shift()?.process.kill();
    for (const socket of this.open) socket.destroy();
  }

  stop(): void {
    for (const { process } of this.sinks) process.kill();
    for (const socket of this.open) socket.destroy();
    this.server.close();
  }

  private handOn(client: Socket): void {
    const server = connect(this.sinks[0]?.path ?? "");
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.open.add(one);
      one.on("close", () => this.open.delete(one));
      one.on("error", () => other.destroy());
      one.pipe(other);
    }
  }
}

function launch(path: string, refusal: SinkRefusal): Sink {
  const words = ["-u", "nobody", ...refusal, `unix:${path}`, "100"];
  return { path, process: spawn("smtp-sink", words, { env, stdio: ["ignore", "ignore", "inherit"] }) };
}
