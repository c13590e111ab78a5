// Phases and episodes of the incident behind the lines, and the names of the phases above them.
import { Chart, data } from "./data.js";
import { colour, faded } from "./look.js";

/** By the nature that an operation declares. */
const phaseColour = (nature) => colour({ defect: "--c4", attack: "--c1", repair: "--c2" }[nature] ?? "--c6");

function band(from, to, background) {
  return {
    type: "box",
    xMin: from,
    xMax: to,
    backgroundColor: background,
    borderWidth: 0,
    drawTime: "beforeDatasetsDraw",
  };
}

export function phases() {
  const spans = data.phases.map(({ from, to, nature }) =>
    to === null
      ? { type: "line", xMin: from, xMax: from, borderColor: phaseColour(nature), borderWidth: 1, borderDash: [3, 3] }
      : band(from, to, faded(phaseColour(nature), 0.09)),
  );
  const bands = data.episodes.map(({ from, to }) => band(from, to, faded(colour("--c1"), 0.13)));
  return Object.fromEntries([...spans, ...bands].map((annotation, i) => [`phase${i}`, annotation]));
}

/** Names the phases above the plot, out of the way of the lines; a name without room is left out. */
export const phaseNames = {
  id: "phaseNames",
  afterDraw({ ctx, chartArea: { top, left, right }, scales: { x } }) {
    ctx.save();
    ctx.font = `11px ${Chart.defaults.font.family}`;
    let free = left;
    for (const { from, name, nature } of data.phases) {
      const at = Math.max(left, x.getPixelForValue(from));
      const text = name.length > 28 ? `${name.slice(0, 27)}…` : name;
      const end = at + ctx.measureText(text).width;
      if (at < free || end > right) continue;
      ctx.fillStyle = phaseColour(nature);
      ctx.fillText(text, at, top - 6);
      free = end + 8;
    }
    ctx.restore();
  },
};
