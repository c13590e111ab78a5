// What stands around a chart: a legend that hides lines, and the table of values, made when it is opened.
import { formatValue } from "../../../../schema/format.js";
import { clock } from "./clock.js";
import { data } from "./data.js";

export function connectLegend(figure, chart) {
  for (const button of figure.querySelectorAll("[data-line]")) {
    button.addEventListener("click", () => {
      const visible = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(visible));
      chart.setDatasetVisibility(Number(button.dataset.line), visible);
      chart.update("none");
    });
  }
}

function row(kind, cells) {
  const line = document.createElement("tr");
  cells.forEach((text, i) => {
    const cell = document.createElement(i === 0 ? "th" : kind);
    cell.textContent = text;
    if (kind === "th") cell.scope = "col";
    else if (i === 0) cell.scope = "row";
    if (i > 0) cell.className = "number";
    line.append(cell);
  });
  return line;
}

function valuesTable(panel) {
  const table = document.createElement("table");
  const body = table.createTBody();
  table.createTHead().append(row("th", ["time", ...panel.lines.map(({ label }) => label)]));
  const length = panel.lines[0].values.length;
  for (let i = 0; i < length; i++) {
    body.append(
      row("td", [
        clock.time(i * data.step),
        ...panel.lines.map(({ values }) => formatValue(values[i], panel.unit, clock)),
      ]),
    );
  }
  return table;
}

export function connectTable(figure, panel) {
  const details = figure.querySelector("details");
  details.addEventListener("toggle", () => {
    const place = details.querySelector(".scroll");
    if (details.open && place.childElementCount === 0) place.append(valuesTable(panel));
  });
}
