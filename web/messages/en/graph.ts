/** English texts around graphs: range, mode, findings, summaries, tables. */
import { FORMATS } from '../../format.ts';

const { full } = FORMATS.en;
const counted = (count: number, one: string, many: string): string =>
  `${full(count)} ${count === 1 ? one : many}`;

export const graph = {
  rangeLabel: 'Period',
  modeLabel: 'Reading',
  metricLabel: 'Figure',
  ranges: { '7d': '7 days', '30d': '30 days', '90d': '90 days', '1y': '1 year', all: 'All' },
  modes: { total: 'Total', day: 'Per day', week: 'Per week', month: 'Per month' },
  span: {
    days: (count: number) => counted(count, 'day', 'days'),
    months: (count: number) => counted(count, 'month', 'months'),
    years: (count: number) => counted(count, 'year', 'years'),
  },
  more: (share: string, of: string, span: string) => `${share} more ${of} in ${span}`,
  fewer: (share: string, of: string, span: string) => `${share} fewer ${of} in ${span}`,
  same: (of: string, span: string) => `As many ${of} as ${span} ago`,
  /** When a total or a change is of, after a value. */
  on: {
    total: (date: string) => `on ${date}`,
    day: (date: string) => `on ${date}`,
    week: (date: string) => `in the week of ${date}`,
    month: (date: string) => `in ${date}`,
  },
  single: (value: string, noun: string, when: string) => `${value} ${noun} ${when}`,
  pace: {
    day: (value: string, noun: string) => `${value} ${noun} a day on average`,
    week: (value: string, noun: string) => `${value} ${noun} a week on average`,
    month: (value: string, noun: string) => `${value} ${noun} a month on average`,
  },
  empty: 'Nothing to draw yet',
  emptyText: 'The line begins with the first figures this crawler reads.',
  emptyRange: 'Nothing is known for this period. A longer one may show more.',
  subtitle: {
    total: (gloss: string) => `Daily totals: ${gloss}`,
    day: (gloss: string) => `Change from one day to the next: ${gloss}`,
    week: (gloss: string) => `Change from one week to the next: ${gloss}`,
    month: (gloss: string) => `Change from one month to the next: ${gloss}`,
  },
  fromTo: (from: string, fromDate: string, to: string, toDate: string, change: string) =>
    `From ${from} on ${fromDate} to ${to} on ${toDate}: ${change}.`,
  sum: {
    day: (sum: string, noun: string, from: string, until: string) =>
      `From ${from} to ${until}: ${sum} ${noun} in all.`,
    week: (sum: string, noun: string, from: string, until: string) =>
      `From the week of ${from} to that of ${until}: ${sum} ${noun} in all.`,
    month: (sum: string, noun: string, from: string, until: string) =>
      `From ${from} to ${until}: ${sum} ${noun} in all.`,
  },
  extremes: (low: string, lowWhen: string, high: string, highWhen: string) =>
    `Lowest: ${low}, ${lowWhen}. Highest: ${high}, ${highWhen}.`,
  gaps: 'Where the line stops, nothing is known.',
  running: 'The last stretch, dashed, is still running.',
  steps: 'Days on which instances that came or went moved the total, each with its explanation:',
  step: (change: string, same: string) => `${change}, of which ${same} in the instances counted on both days`,
  runningBar: 'The last bar, in outline, is of a time that is still running.',
  sameInstances:
    'The thin line is what the total would be, had only the same instances been counted from one day to the next: where the two part, the list of instances changed, not the fediverse.',
  events:
    'What happened meanwhile, by the numbers at the top; whether it moved the line is for the reader to judge:',
  eventsCount: (count: number) => `${full(count)} dated events, by the numbers at the top`,
  notFromZero: 'The scale does not begin at zero.',
  imported: (sources: string) => `The thinner, lighter line is imported from ${sources}.`,
  importedSums: (sources: string) =>
    `The hollow dots are imported from ${sources}. Each is a sum over the instances that happened to be listed that day, so they do not compare with one another, and no line joins them.`,
  otherSources: 'what others published',
  coverage: (share: string) =>
    `The strip below shows the share of instances read that very day (${share} on the last); the others count with their last figure, at most 7 days old.`,
  table: 'Table',
  tableCaption: {
    total: { day: 'By day', week: 'By week, last known value', month: 'By month, last known value' },
    day: 'Change from the day before',
    week: 'Change from the week before',
    month: 'Change from the month before',
  },
  changeIn: (of: string) => `Change in ${of}`,
  titled: (name: string, text: string) => `${name}: ${text}`,
  csv: 'CSV',
  tableCsv: 'This table as CSV',
  date: 'Date',
  unknown: 'unknown',
  importedMark: 'imported',
  /** What others published, in the list under a graph. */
  published: {
    title: (count: number) =>
      count === 1 ? 'What another source published' : `What ${full(count)} other sources published`,
    how: 'Hollow marks, joined by a dashed line of their own, are totals that others published. They are in no total of ours.',
    around: (value: string) => `around ${value}`,
    over: (instances: string) => `over ${instances} instances listed`,
    span: (count: string, first: string, last: string) => `${count} days, from ${first} to ${last}`,
    licence: (licence: string) => `licence: ${licence}`,
    colon: ':',
    told: (single: string, source: string) => `${single}, says ${source}`,
    onlyOthers: 'All of it is told by others; no figure of our own is in this period.',
    claim: (source: string, value: string) => `${value} says ${source}`,
    disagree: (date: string, of: string, claims: string) =>
      `On ${date} the sources disagree about the number of ${of}: ${claims}.`,
  },
  keyboard: 'Use the arrow keys to read the values.',
};
