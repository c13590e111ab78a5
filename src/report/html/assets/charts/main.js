// Draws the charts of a report. Runs in the reader's browser; page.ts joins these files into one script of the page.
// Text from a scenario reaches the page through textContent and the canvas only.
import { Chart, data } from "./data.js";
import { connectLegend, connectTable } from "./figure.js";
import { datasets, options } from "./lines.js";
import { faded, lineColour } from "./look.js";
import { phaseNames } from "./phases.js";
import { charts, sharedMoment } from "./shared-moment.js";

function draw(panel) {
  const figure = document.querySelector(`[data-panel="${panel.id}"]`);
  const chart = new Chart(figure.querySelector("canvas"), {
    type: "line",
    data: { datasets: datasets(panel) },
    options: options(panel),
    plugins: [phaseNames, sharedMoment],
  });
  connectLegend(figure, chart);
  connectTable(figure, panel);
  charts.push(chart);
}

/** After the colour scheme changed, or for paper. */
function recolour() {
  data.panels.forEach((panel, i) => {
    const chart = charts[i];
    chart.data.datasets.forEach((dataset, k) => {
      dataset.borderColor = lineColour(panel.lines[k].hue);
      dataset.backgroundColor = faded(dataset.borderColor, 0.16);
    });
    chart.options = options(panel);
    chart.resize();
    chart.update("none");
  });
}

Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
data.panels.forEach(draw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
matchMedia("print").addEventListener("change", recolour);
requestAnimationFrame(() => {
  document.body.dataset.ready = "1";
});
