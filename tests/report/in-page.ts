/**
 * What the tests ask of an open page. Text, because it runs in the browser, whose names the compiler does not know
 * here.
 */
import type { Page } from "playwright-core";

/** How many pixels of each canvas are not transparent. */
export function drawnPixels(page: Page): Promise<number[]> {
  return page.evaluate(`[...document.querySelectorAll("canvas")].map((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let drawn = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i] !== 0) drawn++;
    return drawn;
  })`);
}

/** The pixels of one canvas, to compare. */
export function picture(page: Page, panel = "flow"): Promise<string> {
  return page.evaluate(`document.querySelector('[data-panel="${panel}"] canvas').toDataURL()`);
}

/** By how many pixels the page is wider than its window. */
export function overhang(page: Page): Promise<number> {
  return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}

/** Tries what the policy must stop: a script, a picture and a request. Whether the request came through. */
export function breakOut(page: Page): Promise<boolean> {
  return page.evaluate(`(async () => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'owned'";
    document.body.append(script);
    const image = document.createElement("img");
    image.src = "http://192.0.2.1/x.png";
    document.body.append(image);
    return fetch("http://192.0.2.1/").then(() => true, () => false);
  })()`);
}

/** WCAG 2 contrast of the first such element's text against what is behind it, 1 to 21. */
export function contrast(page: Page, selector: string): Promise<number> {
  return page.evaluate(`(() => {
    const channels = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
    const linear = (c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
    const luminance = (text) => {
      const [r, g, b] = channels(text).map(linear);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const element = document.querySelector(${JSON.stringify(selector)});
    let behind = element;
    while (channels(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
    const ink = luminance(getComputedStyle(element).color);
    const paper = luminance(getComputedStyle(behind).backgroundColor);
    return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
  })()`);
}

export function focused(page: Page): Promise<string> {
  return page.evaluate("document.activeElement.textContent");
}

/** Waits for two frames: all that a click sets off has begun by then. */
export function settled(page: Page): Promise<void> {
  return page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))");
}
