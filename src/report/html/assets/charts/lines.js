// The lines of a chart and how they answer to the pointer.
import { formatValue } from "../../../../schema/format.js";
import { axes } from "./axes.js";
import { clock } from "./clock.js";
import { data } from "./data.js";
import { colour, DASHES, faded, lineColour } from "./look.js";
import { phases } from "./phases.js";

export function datasets(panel) {
  const logarithmic = panel.scale === "logarithmic";
  return panel.lines.map(({ label, values, hue }, i) => ({
    label,
    data: values.map((y, k) => ({ x: k * data.step, y: logarithmic && y === 0 ? null : y })),
    borderColor: lineColour(hue),
    backgroundColor: faded(lineColour(hue), 0.16),
    fill: panel.lines.length === 1 ? "origin" : false,
    borderDash: DASHES[Math.floor(hue / 7) % 3],
    borderWidth: panel.lines.length > 4 ? 1.25 : 1.6,
    pointRadius: 0,
    pointHitRadius: 8,
    stepped: panel.steps ? "before" : false,
    order: i,
  }));
}

export function options(panel) {
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    layout: { padding: { top: 18 } },
    interaction: { mode: "index", intersect: false },
    scales: axes(panel),
    plugins: {
      legend: { display: false },
      annotation: { annotations: phases(), clip: false },
      tooltip: {
        backgroundColor: colour("--ink"),
        titleColor: colour("--paper"),
        bodyColor: colour("--paper"),
        boxWidth: 8,
        boxHeight: 2,
        callbacks: {
          title: (items) => (items.length === 0 ? "" : clock.time(items[0].parsed.x)),
          label: (item) => ` ${item.dataset.label}  ${formatValue(item.parsed.y, panel.unit, clock)}`,
        },
      },
    },
  };
}
