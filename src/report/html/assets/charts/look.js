// Colours and dashes of the lines, as the page's style has them.

export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
export const faded = (hex, alpha) =>
  hex +
  Math.round(alpha * 255)
    .toString(16)
    .padStart(2, "0");
export const lineColour = (hue) => colour(`--c${hue % 7}`);
export const DASHES = [[], [7, 4], [2, 3]];
