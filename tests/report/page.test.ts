/**
 * report.html in a real browser, from the disk: nothing asked of the network, nothing run but our own, all of it drawn.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { htmlReport, htmlStudy } from "../../src/report/html/index.js";
import { launch, open } from "./browser.js";
import { breakOut, contrast, drawnPixels, focused, overhang, picture, settled } from "./in-page.js";
import { hostile, hostileRun, sampleRun } from "./sample.js";
import { hostileStudy, sampleStudy } from "./sample-study.js";

/** For what the page draws in its own time. */
const PATIENCE = { timeout: 60_000 };

let browser: Browser;
const directory = mkdtempSync(join(tmpdir(), "tempfail-page-"));

beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  rmSync(directory, { recursive: true });
});

const pages = { "a run": htmlReport(sampleRun), "a study": htmlStudy(sampleStudy) };
const hostilePages = { "a run": htmlReport(hostileRun), "a study": htmlStudy(hostileStudy) };

describe.each(Object.entries(pages))("the page of %s", (_, text) => {
  test("asks for nothing but itself and has nothing to complain about", async () => {
    const { page, requests, complaints } = await open(browser, directory, text);
    for (const fold of await page.locator("summary").all()) await fold.click();
    await settled(page);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatch(/^file:.*report\.html$/);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("lets the policy stop whatever is not its own", async () => {
    const { page, requests, failures, complaints } = await open(browser, directory, text);
    const policy = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    const reached = await breakOut(page);
    expect(reached).toBe(false);
    expect(await page.title()).not.toBe("owned");
    // The browser lists what the policy stopped before it left.
    expect(failures).toHaveLength(requests.length - 1);
    expect(failures.filter((cause) => cause !== "csp")).toEqual([]);
    expect(complaints.join("\n")).toContain("Content Security Policy");
    await page.close();
  });

  test.each([
    ["a wide screen", { viewport: { width: 1280, height: 900 } }],
    ["a phone", { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 }],
    ["a very narrow phone", { viewport: { width: 320, height: 600 } }],
    ["the dark", { colorScheme: "dark" as const }],
  ])("never scrolls sideways on %s", async (_name, options: BrowserContextOptions) => {
    const { page } = await open(browser, directory, text, options);
    expect(await overhang(page)).toBe(0);
    await page.close();
  });

  test.each(["light", "dark"] as const)(
    "is readable in the %s: all text stands out by 4.5 to 1",
    async (colorScheme) => {
      const { page } = await open(browser, directory, text, { colorScheme });
      expect(await contrast(page, "h1")).toBeGreaterThan(7);
      for (const selector of [".lead", ".facts dd", "td", "th", ".colophon", ".mark.ok", "dt"])
        expect(await contrast(page, selector)).toBeGreaterThan(4.5);
      await page.close();
    },
  );

  test("has a heading for each section, a name for each table and a way past the top for the keyboard", async () => {
    const { page } = await open(browser, directory, text);
    expect(await page.locator("h1").count()).toBe(1);
    expect(await page.locator("section:not([aria-label]):not(:has(h2))").count()).toBe(0);
    expect(await page.locator("table:not(:has(caption)):not(.values table)").count()).toBe(0);
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Skip to the content");
    await page.close();
  });
});

describe.each(Object.entries(hostilePages))("hostile text in the page of %s", (_, text) => {
  test("stays text", async () => {
    const { page, requests, complaints } = await open(browser, directory, text);
    expect(complaints).toEqual([]);
    expect(requests).toHaveLength(1);
    expect(await page.title()).toContain(hostile);
    expect(await page.locator("h1").textContent()).toContain(hostile);
    expect(await page.locator("img").count()).toBe(0);
    expect(await overhang(page)).toBe(0);
    await page.close();
  });
});

describe("the charts", () => {
  test.each(["light", "dark"] as const)("are all drawn, in the %s", async (colorScheme) => {
    const { page } = await open(browser, directory, pages["a run"], { colorScheme });
    const drawn = await drawnPixels(page);
    expect(drawn.length).toBeGreaterThanOrEqual(8);
    for (const colours of drawn) expect(colours).toBeGreaterThan(500);
    await page.close();
  });

  test("follow the reader from light to dark, and to paper", async () => {
    const { page, complaints } = await open(browser, directory, pages["a run"]);
    const light = await picture(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(async () => (await picture(page)) === light, PATIENCE).toBe(false);
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    await expect.poll(async () => Math.min(...(await drawnPixels(page))), PATIENCE).toBeGreaterThan(500);
    expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(20_000);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("a button of the legend hides its line; the table behind holds the values", async () => {
    const { page } = await open(browser, directory, pages["a run"]);
    const panel = page.locator("[data-panel=flow]");
    const before = await picture(page);
    await panel.getByRole("button", { name: "attempts" }).click();
    expect(await panel.getByRole("button", { name: "attempts" }).getAttribute("aria-pressed")).toBe("false");
    expect((await picture(page)) === before).toBe(false);
    await panel.locator("summary").click();
    // The table is filled when it is opened.
    await panel.locator("tbody tr").nth(100).waitFor({ state: "attached" });
    expect(await panel.locator("thead th").allTextContents()).toEqual(["time", "offered", "attempts", "accepted"]);
    await page.close();
  });
});
