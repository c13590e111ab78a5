// Draws the charts of a report from the data beside it. Runs in the reader's browser, inlined into the page; the data
// comes from html/chart-data.ts. Text from a scenario reaches the page through textContent and the canvas only.
const { Chart } = globalThis;
const data = JSON.parse(document.getElementById("data").textContent);
const charts = [];
let hovered = null;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const faded = (hex, alpha) =>
  hex +
  Math.round(alpha * 255)
    .toString(16)
    .padStart(2, "0");
const lineColour = (hue) => colour(`--c${hue % 7}`);
const DASHES = [[], [7, 4], [2, 3]];

// Numbers and times

const DAY = 86400;
const digits = (value) => String(Math.abs(value) >= 999.5 ? Math.round(value) : Number(value.toPrecision(3)));
const scaled = (value) => {
  for (const [size, unit] of [
    [1e9, " G"],
    [1e6, " M"],
    [1e4, " k"],
  ])
    if (Math.abs(value) >= size) return digits(unit === " k" ? value / 1e3 : value / size) + unit;
  return digits(value);
};
const duration = (seconds) => {
  if (seconds === 0) return "0";
  if (seconds < 0.001) return `${digits(seconds * 1e6)}us`;
  if (seconds < 1) return `${digits(seconds * 1e3)}ms`;
  if (seconds < 60) return `${digits(seconds)}s`;
  if (seconds < 3600) return `${digits(seconds / 60)}min`;
  return `${digits(seconds / 3600)}h`;
};
const shown = (value, unit) => {
  if (value === null || value === undefined) return "–";
  if (unit === "s") return duration(value);
  if (unit === "fraction") return `${digits(value * 100)} %`;
  if (unit === "1/s") return `${scaled(value)}/s`;
  return unit === "1" ? scaled(value) : `${scaled(value)} ${unit}`;
};
const time = (at, length) => {
  const iso = new Date((data.startSeconds + at) * 1000).toISOString();
  const clock = `${iso.slice(11, 11 + length)}Z`;
  return data.duration > DAY ? `${iso.slice(5, 10)} ${clock}` : clock;
};

// Axes: round clock times below, round values beside

const TIME_STEPS = [
  1, 5, 10, 30, 60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 1209600,
];
const LATENCY_TICKS = [1e-5, 1e-4, 0.001, 0.01, 0.1, 1, 10, 60, 600, 3600, 21600, 86400, 604800];
const clockTicks = (axis) => {
  const label = (step) => (data.duration > DAY && step < DAY ? 100 : 50);
  const step = TIME_STEPS.find((s) => data.duration / s <= Math.max(2, Math.floor(axis.width / label(s)))) ?? 30 * DAY;
  axis.days = step >= DAY;
  const first = Math.ceil(data.startSeconds / step) * step - data.startSeconds;
  axis.ticks = [];
  for (let value = first; value <= data.duration; value += step) axis.ticks.push({ value });
};
const latencyTicks = (axis) => {
  axis.ticks = LATENCY_TICKS.filter((value) => value >= axis.min && value <= axis.max).map((value) => ({ value }));
};
const quarterTicks = (axis) => {
  axis.ticks = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1]
    .filter((value) => value >= axis.min && value <= axis.max)
    .map((value) => ({ value }));
};
/** Beside an axis that reaches ten thousands, thousands are thousands: 5 k below 10 k. */
const tick = (value, unit, top) =>
  unit === "1" && top >= 1e4 && Math.abs(value) >= 1e3 && Math.abs(value) < 1e4
    ? `${digits(value / 1e3)} k`
    : shown(value, unit);
const tickColours = () => ({
  ticks: { color: colour("--soft") },
  grid: { color: colour("--rule") },
  border: { display: false },
});

function axes(panel) {
  const logarithmic = panel.scale === "logarithmic";
  const values = panel.lines.flatMap((line) => line.values);
  // Small shares are drawn large; a little below zero is no reason for an axis that goes down to the next round value.
  const large =
    panel.unit === "fraction" && values.some((value) => value >= 0.25) && values.every((value) => value <= 1);
  const dips = large && values.some((value) => value < 0);
  const { ticks, grid, border } = tickColours();
  return {
    x: {
      type: "linear",
      min: 0,
      max: data.duration,
      afterBuildTicks: clockTicks,
      ticks: {
        ...ticks,
        callback(at) {
          return this.days ? time(at, 5).slice(0, 5) : time(at, 5);
        },
        maxRotation: 0,
        autoSkip: false,
      },
      grid: { display: false },
      border: { color: colour("--rule") },
    },
    y: {
      type: panel.scale,
      beginAtZero: true,
      ...(dips ? { bounds: "data", afterBuildTicks: quarterTicks } : {}),
      grace: logarithmic ? 0 : "4%",
      ...(large ? { max: 1 } : {}),
      ...(logarithmic ? { afterBuildTicks: latencyTicks } : {}),
      ticks: {
        ...ticks,
        maxTicksLimit: 6,
        ...(panel.unit === "1" ? { precision: 0 } : {}),
        callback(value) {
          return tick(value, panel.unit, this.max);
        },
      },
      grid,
      border,
      afterFit: (axis) => {
        axis.width = 64;
      },
    },
  };
}

// Phases of the incident behind the lines

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

function phases() {
  const spans = data.phases.map(({ from, to, nature }) =>
    to === null
      ? { type: "line", xMin: from, xMax: from, borderColor: phaseColour(nature), borderWidth: 1, borderDash: [3, 3] }
      : band(from, to, faded(phaseColour(nature), 0.09)),
  );
  const bands = data.episodes.map(({ from, to }) => band(from, to, faded(colour("--c1"), 0.13)));
  return Object.fromEntries([...spans, ...bands].map((annotation, i) => [`phase${i}`, annotation]));
}

/** Names the phases above the plot, out of the way of the lines; a name without room is left out. */
const phaseNames = {
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

// One vertical line at the same moment in every chart

const sharedMoment = {
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

function datasets(panel) {
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

function options(panel) {
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
          title: (items) => (items.length === 0 ? "" : time(items[0].parsed.x, 8)),
          label: (item) => ` ${item.dataset.label}  ${shown(item.parsed.y, panel.unit)}`,
        },
      },
    },
  };
}

// Legends that hide a line, and the table behind each chart, made when it is opened

function connectLegend(figure, chart) {
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
    body.append(row("td", [time(i * data.step, 8), ...panel.lines.map(({ values }) => shown(values[i], panel.unit))]));
  }
  return table;
}

function connectTable(figure, panel) {
  const details = figure.querySelector("details");
  details.addEventListener("toggle", () => {
    const place = details.querySelector(".scroll");
    if (details.open && place.childElementCount === 0) place.append(valuesTable(panel));
  });
}

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
