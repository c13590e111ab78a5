// Chart.js from the script before this one, and the data of the charts, which html/chart-data.ts writes.

export const { Chart } = globalThis;
export const data = JSON.parse(document.getElementById("data").textContent);
