// One vertical line at the same moment in every chart.
import { colour } from "./look.js";

export const charts = [];
let hovered = null;

export const sharedMoment = {
  id: "sharedMoment",
  afterEvent(chart, { event, inChartArea }) {
    const next = event.type !== "mouseout" && inChartArea ? chart.scales.x.getValueForPixel(event.x) : null;
    if (next === hovered) return;
    hovered = next;
    for (const other of charts) if (other !== chart) other.draw();
  },
  afterDatasetsDraw({ ctx, chartArea: { top, bottom, left, right }, scales: { x } }) {
    if (hovered === null) return;
    const at = x.getPixelForValue(hovered);
    if (at < left || at > right) return;
    ctx.save();
    ctx.strokeStyle = colour("--faint");
    ctx.beginPath();
    ctx.moveTo(at, top);
    ctx.lineTo(at, bottom);
    ctx.stroke();
    ctx.restore();
  },
};
