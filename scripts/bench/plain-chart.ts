/** A page with a graph as Chart.js is used without a thought: everything registered, everything by default. The yardstick of our own graphs; runs in the browser. */
import { Chart } from 'chart.js/auto';

type Row = { readonly at: number; readonly users: number };

const rows: Row[] = JSON.parse(await (await fetch('/rows')).text());
const chart = new Chart('graph', {
  type: 'line',
  data: {
    labels: rows.map(({ at }) => new Date(at * 1_000).toISOString().slice(0, 10)),
    datasets: [{ label: 'Accounts', data: rows.map(({ users }) => users) }],
  },
});
performance.mark(`drawn ${chart.id}`);
