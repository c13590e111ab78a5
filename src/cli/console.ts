/** The two streams of a command: results on stdout, everything else on stderr; colour and width as each allows. */
import { styleText } from "node:util";
import type { TerminalStyle, Tone } from "../report/terminal/style.js";

const WIDTH_IN_PIPES = 80;
const WIDTH_AT_LEAST = 60;
const WIDTH_AT_MOST = 120;

const looks: Record<Tone, Parameters<typeof styleText>[0]> = {
  heading: "bold",
  quiet: "dim",
  chart: "cyan",
  ok: "green",
  FAIL: ["bold", "red"],
  warn: "yellow",
};

/** A result. A reader that closes the pipe early (`| head`) ends the command quietly. */
export function print(text: string): void {
  process.stdout.write(text);
}

/** A result as JSON when that was asked for, else as text. */
export function printResult(result: object, json: boolean, text: () => string): void {
  print(`${json ? JSON.stringify(result, null, 2) : text()}\n`);
}

/** A notice for the person at the terminal. */
export function notice(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** True when a person can watch stderr live; a CI log is not watched. */
export function isWatched(): boolean {
  return process.stderr.isTTY === true && !process.env.CI && process.env.TERM !== "dumb";
}

/** How stdout shows a report: in the reader's own time zone when `local`, else in UTC. */
export function terminalStyle(local = false): TerminalStyle {
  const columns = process.stdout.isTTY ? process.stdout.columns : WIDTH_IN_PIPES;
  return {
    width: Math.min(WIDTH_AT_MOST, Math.max(WIDTH_AT_LEAST, columns)),
    zone: local ? Intl.DateTimeFormat().resolvedOptions().timeZone : "UTC",
    paint: (tone, text) => (isColoured() ? styleText(looks[tone], text) : text),
  };
}

function isColoured(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";
}
