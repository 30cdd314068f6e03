/** English texts of the page about the API; what each parameter and field means is in the OpenAPI document. */
import { FORMATS } from '../../format.ts';
import type { Section } from '../../pages/prose.ts';

const { full } = FORMATS.en;

/** @param errors each error code with its status */
const sections = (perMinute: number, errors: readonly string[]): readonly Section[] => [
  {
    id: 'everywhere',
    title: 'What holds everywhere',
    text: [],
    items: [
      '**Times** are Unix seconds in universal time (UTC), days `YYYY-MM-DD`. In CSV a written-out time stands beside each.',
      '**Unknown** is `null`, and an empty field in CSV: never 0. In a series it is a gap.',
      '**Standing.** A figure is measured (our own visit), carried (in totals, a measured figure up to 7 days old in the place of a missing one) or imported (somebody else published it, and is named).',
      '**Series** are totals, or with `mode=day` and `mode=week` changes from the day or week before.',
      '**Texts** of instances (titles, descriptions, rules) are their own words as plain text: escape them before showing them.',
      '**CSV**: `.csv` after the path, `format=csv`, or an `Accept` header that ranks `text/csv` above JSON. What a spreadsheet would take for a formula has an apostrophe in front.',
      '**Parquet**, of series: `.parquet` after the path, `format=parquet`, or `Accept: application/vnd.apache.parquet`. The columns are those of the CSV, with their types.',
      '**Parameters** that an address does not know are refused by name. Empty ones count as not given, repeated ones are joined by commas.',
    ],
  },
  {
    id: 'pages',
    title: 'Page by page',
    text: [
      'Long lists come in pages. The address of the next one is in the `Link` header (`rel="next"`), and what to give as `after` is in the answer’s `next`; on the last page both are missing or `null`. Pages never repeat or skip anything on equal values.',
    ],
  },
  {
    id: 'limits',
    title: 'How often, and from where',
    text: [
      `Each IP address may ask ${full(perMinute)} times a minute. \`ratelimit-limit\`, \`ratelimit-remaining\` and \`ratelimit-reset\` say how much is left; after that comes \`429\`, with the seconds to wait in \`retry-after\`.`,
      'Answers carry an `ETag`: sent back as `If-None-Match`, it makes an unchanged answer cost a `304`. Series, totals and logs have `Last-Modified` too. Figures change when a run has been made, four times a day.',
      'Programs on any website may ask (CORS, `Access-Control-Allow-Origin: *`). There is no key and no login; only `GET` and `HEAD` are answered.',
    ],
  },
  {
    id: 'errors',
    title: 'When something is wrong',
    text: [
      'Every error is `{"error": {"code": "…", "message": "…"}}`. The message is for people and may change; the code is for programs and does not:',
    ],
    items: errors,
  },
];

export const api = {
  title: 'API',
  lede: 'Everything on these pages can be had as JSON or CSV, without a key.',
  sections,
  tryIt: 'To try it',
  document: 'The same as an OpenAPI 3.1 document',
  routes: 'Addresses',
  parameters: 'Parameters',
  parameter: 'Parameter',
  answer: 'The answer',
  field: 'Field',
  meaning: 'Meaning',
  as: { '.csv': 'As CSV:', '.parquet': 'As Parquet:' },
  errorStatus: (code: string, status: number) => `\`${code}\` (${status})`,
  summaries: {
    getInstances: 'The directory, filtered, sorted and paged.',
    getInstance: 'Everything known of one instance.',
    getInstanceSeries: 'One figure of one instance over time.',
    getSuggest: 'Instances that words, or the beginnings of words, may mean.',
    getCompare: 'One figure of several instances over time, side by side.',
    getPublicSector: 'The registry of instances that public bodies run.',
    getPublicSectorSeries: 'A total of the public instances of one country, or of all, over time.',
    getNetwork: 'Totals of the network now, and how far the crawler is.',
    getNetworkSeries: 'One total of the network over time.',
    getNetworkPublished: 'What others published about the network, each source for itself.',
    getInstancePublished: 'What others published about an instance, beside its imported daily figures.',
    getNetworkDay: 'How the totals of a day came about: who moved them, who came in, who fell out.',
    getNetworkTable:
      'Statistics as a table: growth, weekly activity, retention, concentration, survival, parts.',
    getFacets: 'How many instances each value of each filter of the directory would show.',
    getChoose: 'Instances that fit a newcomer’s answers, drawn by lot, and what each question has left.',
    getInstanceVisits: 'Each visit of an instance, newest first, and when the next one is due and why.',
    getInstanceAvailability: 'How often an instance answered, over spans and day by day.',
    getInstanceWeeks: 'Registrations, logins and posts by week, from the instance’s own log.',
    getEvents: 'Dated events of the field, as the graphs mark them.',
    getMilestones: 'When the network or an instance first passed a round number, newest first.',
    getChanges: 'What changed lately in the register, newest first.',
    getRuns: 'The passes of the crawler, newest first.',
    getOpenapi: 'This description for programs.',
    getHealthz: 'Whether the site can answer, and the age of the last crawl.',
  },
};
