/** Reports as text: what a terminal, a spreadsheet, a pull request and a program get. */
import { expect, test } from "vitest";
import { csvReport, csvStudy } from "../../src/report/csv.js";
import { htmlStudy } from "../../src/report/html/index.js";
import { jsonReport } from "../../src/report/json.js";
import { markdownReport, markdownStudy } from "../../src/report/markdown.js";
import { terminalReport } from "../../src/report/terminal/run.js";
import { terminalStudy } from "../../src/report/terminal/study.js";
import { plainStyle } from "../../src/report/terminal/style.js";
import { textTable, wrap } from "../../src/report/text/text-table.js";
import { readResult } from "../../src/results/read.js";
import { hostileRun, sampleRun, toldRun } from "./sample.js";
import { hostileStudy, sampleStudy, toldStudy } from "./sample-study.js";

const widths = [60, 80, 120];
const longest = (text: string) => Math.max(...text.split("\n").map((line) => [...line].length));

test.each(widths)("the terminal's summary keeps within %i columns, without blanks at the ends", (width) => {
  for (const text of [
    terminalReport(sampleRun, { ...plainStyle, width }),
    terminalReport(toldRun, { ...plainStyle, width }),
    terminalStudy(sampleStudy, { ...plainStyle, width }),
    terminalStudy(toldStudy, { ...plainStyle, width }),
  ]) {
    expect(longest(text)).toBeLessThanOrEqual(width);
    expect(text).not.toMatch(/[ \t]$/m);
  }
});

test("the terminal's summary tells stated and simulated, the chain in order, the balance and the verdict", () => {
  const text = terminalReport(sampleRun, plainStyle);
  const order = ["Stated and simulated", "Failed expectations", "How it failed", "Episodes", "Course", "Balance"];
  const places = [...order, "8 of 9 expectations hold, 1 warning"].map((part) => text.indexOf(part));
  expect(places.every((place) => place >= 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(text).toMatch(/^warn {2}drain {2}recovered\(accept, 99%\) < roll\.end\+5min$/m);
  expect(text).toMatch(/^messages {2}offered 4,320,117 = accepted 4,320,071 \+ waiting 41 \+/m);
});

test("where a post-mortem states times, the report has a timeline: simulated, event, stated, and whether it holds", () => {
  const text = terminalReport(toldRun, { ...plainStyle, width: 120 });
  expect(text).not.toContain("How it failed");
  expect(text).toMatch(/^Timeline$/m);
  expect(text).toMatch(/^ {6}11:00:00Z {2}bug: until 14:00:00Z +\(assumed\)$/m);
  expect(text).toMatch(/^ok {4}11:30:00Z {2}the first alert is heard +half an hour later$/m);
  expect(text).toMatch(/^FAIL {2}never {6}every part: 99 % success again +all was well by noon$/m);
  expect(markdownReport(toldRun)).toContain("| ok | 11:30:00Z | the first alert is heard | half an hour later |");
});

test("over seeds each event has its middle time, and the earliest and latest where they differ", () => {
  const text = terminalStudy(toldStudy, { ...plainStyle, width: 120 });
  expect(text).toMatch(/^11:00:00Z +bug +\(assumed\)$/m);
  expect(text).toMatch(/^11:39:00Z \[11:30:00Z – 11:49:00Z\] +the first alert is heard +half an hour later$/m);
  expect(text).toMatch(/^never +every part/m);
  expect(terminalStudy(sampleStudy, plainStyle)).not.toContain("Timeline");
});

test("colour never counts as width", () => {
  const painted = terminalReport(sampleRun, { ...plainStyle, paint: (_tone, text) => `<${text}>` });
  expect(painted.replace(/[<>]/g, "")).toBe(terminalReport(sampleRun, plainStyle).replace(/[<>]/g, ""));
});

test("the reader's own zone moves every time and drops the Z", () => {
  const text = terminalReport(sampleRun, { ...plainStyle, zone: "Asia/Tokyo" });
  expect(text).toContain("20:08:00  Compaction stalls");
  expect(text).toContain("2016-05-24 18:00");
  expect(text).toContain("Asia/Tokyo");
});

test("a partial run says so first and passes no judgement", () => {
  const partial = { ...sampleRun, partial: { reachedSeconds: 9_600 } };
  const text = terminalReport(partial, plainStyle);
  expect(text).toContain("PARTIAL: interrupted at 11:40:00Z of 15:00:00Z");
  expect(text).not.toContain("expectations hold");
  expect(text.endsWith("partial: no verdict")).toBe(true);
  expect(markdownReport(partial)).toContain("**PARTIAL: interrupted at 11:40:00Z");
});

test("the CSV has one row per bucket, units in its header, and values as they are", () => {
  const [header = "", ...rows] = csvReport(sampleRun).trimEnd().split("\n");
  const names = Object.keys(sampleRun.series.metrics);
  expect(header.split(",")).toHaveLength(names.length + 2);
  expect(header).toMatch(/^time \[s\],time \[UTC\],/);
  expect(rows).toHaveLength(sampleRun.durationSeconds / sampleRun.series.bucketSeconds);
  expect(rows[1]).toMatch(/^30,2016-05-24T09:00:30\.000Z,/);
  const column = names.indexOf("messages.offered") + 2;
  expect(rows.map((row) => Number(row.split(",")[column]))).toEqual(
    sampleRun.series.metrics["messages.offered"]?.values,
  );
});

test("the CSV of a study has one row per seed", () => {
  const rows = csvStudy(sampleStudy).trimEnd().split("\n");
  expect(rows).toHaveLength(21);
  expect(rows[13]).toMatch(/^13,false,/);
});

test("JSON is read back as it was", () => {
  expect(readResult(jsonReport(sampleRun))).toEqual(sampleRun);
  expect(readResult(jsonReport(sampleStudy))).toEqual(sampleStudy);
});

test("hostile text cannot leave its place in Markdown or in CSV", () => {
  for (const text of [markdownReport(hostileRun), markdownStudy(hostileStudy)]) {
    expect(text).not.toMatch(/<(script|img|\/script|!--)/);
    const table = text.split("\n").filter((line) => line.startsWith("|"));
    expect(table.length).toBeGreaterThan(3);
  }
  const header = csvReport(hostileRun).split("\n")[0] ?? "";
  expect(header).toContain(
    '"storage.sstables.</script><img src=x onerror=""document.title=\'owned\'""><!-- & \' "" [1]"',
  );
});

test("tables shrink their wrapping columns only, the widest first", () => {
  const lines = textTable(
    [["a", "one two three four five six", "right"]],
    [{}, { wraps: true }, { align: "right" }],
    24,
  );
  expect(lines[0]).toBe("a  one two three   right");
  expect(lines.join(" ")).toContain("six");
});

test("words longer than the line are cut, all others are kept whole", () => {
  expect(wrap("a bcdefgh ij", 4)).toEqual(["a", "bcde", "fgh", "ij"]);
  expect(wrap("", 10)).toEqual([""]);
});

test("a study's page says how to repeat it in its directory, from its first seed", () => {
  const later = { ...sampleStudy, seeds: sampleStudy.seeds.slice(4) };
  expect(htmlStudy(later)).toContain("tempfail replay scenario.resolved.yaml --seed 5 --seeds 16<");
});

test("a mean over fewer seeds than there are says over how many, in every layout", () => {
  const study = {
    ...sampleStudy,
    estimates: sampleStudy.estimates.map((one, i) => ({ ...one, replications: i === 0 ? 17 : one.replications })),
  };
  const title = `${sampleStudy.estimates[0]?.title} (17 of 20 seeds)`;
  for (const text of [terminalStudy(study, { ...plainStyle, width: 120 }), markdownStudy(study), htmlStudy(study)]) {
    expect(text).toContain(title);
    expect(text.match(/\(\d+ of 20 seeds\)/g)).toHaveLength(1);
  }
});
