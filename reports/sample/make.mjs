// Makes the sample again, after anything that changes its numbers or its look: node reports/sample/make.mjs
// Needs Chromium for the picture. Writes report.html, report.md, terminal.txt and report.png beside it.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const here = (name) => fileURLToPath(new URL(`may-2016-cassandra/${name}`, import.meta.url));
const program = fileURLToPath(new URL("../../bin/tempfail.js", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "tempfail-sample-"));
const run = join(scratch, "run");

const text = execFileSync(process.execPath, [program, "replay", "may-2016-cassandra", "--out", run], {
  encoding: "utf8",
  env: { ...process.env, TEMPFAIL_SOURCES: "1" },
});
writeFileSync(here("terminal.txt"), text.replace(`${run}/`, "reports/may-2016-cassandra/seed-1/"));
copyFileSync(join(run, "report.html"), here("report.html"));
copyFileSync(join(run, "summary.md"), here("report.md"));

// The picture: cause and consequence, the four charts that tell the story, without the text around them.
const SHOWN = ["sstables", "shares", "refusals", "waiting"];
const executablePath = execFileSync("bash", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
const browser = await chromium.launch({ executablePath, args: ["--headless", "--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 1100, height: 900 }, bypassCSP: true });
await page.goto(pathToFileURL(here("report.html")).href);
await page.waitForSelector("body[data-ready]");
await page.evaluate((shown) => {
  const main = document.querySelector("main");
  const panels = document.createElement("div");
  panels.className = "panels";
  for (const id of shown) panels.append(document.querySelector(`[data-panel="${id}"]`));
  for (const one of document.querySelectorAll("main > section, .facts, footer, .values")) one.remove();
  main.append(panels);
  main.style.paddingBottom = "1.25rem";
  document.querySelector(".hero").style.padding = "2rem 0 1.75rem";
}, SHOWN);
await page.waitForTimeout(500);
await page.screenshot({ path: here("report.png"), fullPage: true });
await browser.close();
rmSync(scratch, { recursive: true });
console.log(`report.png: ${statSync(here("report.png")).size} bytes`);
