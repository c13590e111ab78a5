/** What is compared with what, and what is asked of the outcome. */
import type { Measurement } from "./measure.js";
import { startUps } from "./startup.js";

export interface Bench {
  /** Runs one program: `c++`, or a file of this folder. */
  measure(program: string, words: readonly string[]): Measurement;
  readonly rounds: number;
  tell(line: string): void;
}

/** One number of the report. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly target?: { readonly text: string; readonly met: boolean };
}

export interface Case {
  readonly name: string;
  run(bench: Bench): Figure[] | Promise<Figure[]>;
}

interface Contender {
  readonly program: string;
  readonly words: readonly string[];
}

/** The engine against hand-written loops. */
export function engineCases(files: { mm1: string; hold: string }, work: number): Case[] {
  const hold = (pending: number): readonly string[] => [files.hold, String(work), String(pending)];
  return [
    {
      name: "mm1",
      run(bench) {
        const words = [files.mm1, String(work)];
        const rows = compare(bench, "M/M/1, customers", [
          { program: "c++", words: ["mm1", ...words] },
          { program: "mm1", words },
          { program: "simjs", words: [files.mm1, String(Math.round(work / 20))] },
        ]);
        // Customers per second: the inverse of the times.
        return [
          figure(bench, "M/M/1, customers/s of the C++ loop's", 1 / ratio(rows, "mm1"), "×", (v) => v >= 0.6, "≥ 0.6"),
          figure(bench, "M/M/1, customers/s of simjs's", ratio(rows, "simjs") / ratio(rows, "mm1"), "×"),
          growth(bench, "M/M/1, heap growth per event", rows.get("mm1"), 2),
        ];
      },
    },
    ...[
      { pending: 1_000, most: 1 },
      { pending: 100_000, most: 2 },
    ].map(({ pending, most }) => ({
      name: `hold ${pending}`,
      run(bench: Bench) {
        const title = `hold, ${pending.toLocaleString("en")} pending`;
        const rows = compare(bench, `${title}, holds`, [
          { program: "c++", words: ["hold", ...hold(pending)] },
          { program: "hold", words: hold(pending) },
          { program: "flatqueue", words: hold(pending) },
        ]);
        return [
          figure(bench, `${title}, time of the C++ loop's`, ratio(rows, "hold"), "×", (v) => v <= most, `≤ ${most}`),
          figure(bench, `${title}, time of flatqueue's`, ratio(rows, "hold") / ratio(rows, "flatqueue"), "×"),
          growth(bench, `${title}, heap growth per event`, rows.get("hold"), 1),
        ];
      },
    })),
  ];
}

/** The program as it is installed, beside an empty Node. */
export function startUpCase(root: string, folder: string): Case {
  return {
    name: "start-up",
    async run(bench) {
      const rows = await startUps(root, folder, bench.rounds);
      return rows.map(({ words, atMost, multiples }) => {
        const name = `tempfail ${words.join(" ")}, CPU of an empty Node's`;
        return figure(bench, name, median(multiples), "×", (v) => v <= atMost, `≤ ${atMost}`);
      });
    },
  };
}

/** Whole runs: no peer, but targets of their own. */
export const runCases: Case[] = [
  {
    name: "pack",
    run(bench) {
      const runs = [1, 2, 3].map(() => bench.measure("pack", ["scenarios/may-2016-cassandra.yaml"]));
      const seconds = median(runs.map(({ cpuSeconds }) => cpuSeconds));
      const memory = median(runs.map(({ peakBytes = 0 }) => peakBytes)) / 1e6;
      return [
        figure(bench, "May 2016, one seed, messages", runs[0]?.work ?? 0, "", (v) => v >= 3e6, "≥ 3,000,000"),
        figure(bench, "May 2016, one seed, CPU time", seconds, "s", (v) => v <= 10, "about 10 s"),
        figure(bench, "May 2016, one seed, peak memory", memory, "MB", (v) => v <= 300, "≤ 300 MB"),
      ];
    },
  },
  {
    name: "waiting",
    run(bench) {
      const many = bench.measure("pack", ["bench/waiting.yaml"]);
      const few = bench.measure("pack", ["bench/waiting.yaml", "clock.duration=10s", "clock.bucket=10s"]);
      const [bytes, waiting] = [many.peakBytes ?? Number.NaN, many.waiting ?? Number.NaN];
      const more = (bytes - (few.peakBytes ?? Number.NaN)) / (waiting - (few.waiting ?? Number.NaN));
      return [
        figure(bench, "messages that wait at once", waiting, "", (v) => v >= 5e6, "≥ 5,000,000"),
        figure(bench, "resident memory per waiting message", bytes / waiting, "bytes", (v) => v <= 100, "≤ 100"),
        figure(bench, "the same beyond that of a run with few", more, "bytes", (v) => v <= 100, "≤ 100"),
      ];
    },
  },
  {
    name: "messages",
    run(bench) {
      // 200 messages a second: 0.4, 4 and 40 million.
      const costs = [2_000, 20_000, 200_000].map((seconds) => {
        const sets = [`clock.duration=${seconds}s`, "clock.warmUp=0s", "clock.bucket=10min"];
        const { cpuSeconds, work } = bench.measure("pack", ["scenarios/healthy.yaml", ...sets]);
        const microseconds = (1e6 * cpuSeconds) / work;
        figure(bench, `healthy, ${(work / 1e6).toFixed(1)} million messages, cost of one`, microseconds, "µs");
        return microseconds;
      });
      const spread = Math.max(...costs) / Math.min(...costs);
      return [figure(bench, "dearest message over cheapest", spread, "×", (v) => v <= 2, "≤ 2")];
    },
  },
];

/** Rounds in which every contender runs once; checksums must agree where the same work was done. */
function compare(bench: Bench, title: string, contenders: readonly Contender[]): Map<string, Measurement[]> {
  const rows = new Map<string, Measurement[]>(contenders.map(({ program }) => [program, []]));
  for (let round = 0; round < bench.rounds; round++)
    for (const { program, words } of contenders) rows.get(program)?.push(bench.measure(program, words));
  assertSameWork(title, [...rows.values()].flat());
  bench.tell(title);
  for (const [program, runs] of rows)
    bench.tell(`  ${program.padEnd(48)}${median(runs.map(nanoseconds)).toFixed(0).padStart(9)} ns`);
  return rows;
}

function assertSameWork(title: string, runs: readonly Measurement[]): void {
  const largest = Math.max(...runs.map(({ work }) => work));
  const sums = runs.filter(({ work }) => work === largest).map(({ checksum }) => Number(checksum));
  const [low, high] = [Math.min(...sums), Math.max(...sums)];
  // Sums of many reals may be added up in another order.
  if (!(high - low <= 1e-9 * Math.abs(high)))
    throw new Error(`${title}: contenders did different work, ${low} and ${high}`);
}

/** Median over the rounds of the contender's time per unit over that of the C++ loop. */
function ratio(rows: Map<string, Measurement[]>, program: string): number {
  const reference = rows.get("c++") ?? [];
  const own = rows.get(program) ?? [];
  return median(own.map((run, round) => nanoseconds(run) / nanoseconds(reference[round] ?? run)));
}

function growth(bench: Bench, name: string, runs: readonly Measurement[] = [], eventsPerUnit: number): Figure {
  const perEvent = median(runs.map(({ heapGrowth = 0, work }) => heapGrowth / (work * eventsPerUnit)));
  return figure(bench, name, perEvent, "bytes", (v) => v <= 0.1, "≤ 0.1");
}

function figure(
  { tell }: Bench,
  name: string,
  value: number,
  unit: string,
  holds?: (value: number) => boolean,
  text = "",
): Figure {
  const target = holds && { text, met: holds(value) };
  const number = value >= 1_000 ? Math.round(value).toLocaleString("en") : value.toFixed(value < 0.1 ? 3 : 2);
  const shown = `${number} ${unit}`;
  const verdict = target ? `  ${target.met ? "ok  " : "MISS"} ${target.text}` : "";
  tell(`  ${name.padEnd(48)}${shown.padStart(14)}${verdict}`.trimEnd());
  return { name, value, unit, ...(target && { target }) };
}

function nanoseconds({ cpuSeconds, work }: Measurement): number {
  return (1e9 * cpuSeconds) / work;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
