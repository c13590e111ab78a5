/** A report in a real browser, opened from the disk as its reader opens it. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** Milliseconds; far beyond what it takes, as the machine may be busy with other tests. */
const START_WITHIN = 240_000;

export interface OpenedPage {
  readonly page: Page;
  /** Addresses that the page asked for, its own among them. */
  readonly requests: string[];
  /** Why requests came to nothing. */
  readonly failures: string[];
  /** What the console and uncaught errors said. */
  readonly complaints: string[];
}

export function launch(): Promise<Browser> {
  const executablePath = execFileSync("bash", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
  const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  return chromium.launch({ executablePath, args, timeout: START_WITHIN });
}

/** Opens the text of a page from `directory` and waits until its charts are drawn. */
export async function open(
  browser: Browser,
  directory: string,
  text: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const file = join(directory, "report.html");
  writeFileSync(file, text);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  page.setDefaultTimeout(START_WITHIN);
  const opened: OpenedPage = { page, requests: [], failures: [], complaints: [] };
  page.on("request", (request) => opened.requests.push(request.url()));
  page.on("requestfailed", (request) => opened.failures.push(request.failure()?.errorText ?? "unknown"));
  page.on("console", (message) => opened.complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => opened.complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    opened.complaints.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  await page.goto(pathToFileURL(file).href);
  if ((await page.locator("canvas").count()) > 0) await page.waitForSelector("body[data-ready]");
  return opened;
}
