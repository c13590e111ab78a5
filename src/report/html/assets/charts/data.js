// What the charts draw, from the data beside this script (html/chart-data.ts writes it), and Chart.js from the script before.

export const { Chart } = globalThis;
export const data = JSON.parse(document.getElementById("data").textContent);
