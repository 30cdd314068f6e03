/** English texts of the home page. */
import { FORMATS } from '../../format.ts';

const { full } = FORMATS.en;

export const home = {
  headline: 'The public register of the fediverse: who is in it, since when, and how the herd grows.',
  figuresLabel: 'The network today',
  asOf: (date: string, counted: number, known: number) =>
    `As of ${date}, summed over ${full(counted)} ${counted === 1 ? 'instance' : 'instances'} of the ${full(known)} in the register.`,
  imported:
    'Nothing has been measured by this crawler yet. The figures shown are imported: others published them. Each sum takes the newest figure of each instance, on the dates given.',
  toldBy: (of: number, measured: number) =>
    `told by ${full(of)} ${of === 1 ? 'instance' : 'instances'}, ${full(measured)} of them that day`,
  importedAsOf: (date: string) => `imported, up to ${date}`,
  importedFrom: (source: string, from: string, until: string) =>
    from === until ? `${source}, ${from}` : `${source}, ${from} to ${until}`,
  empty: 'The register is empty. Add instances, then let the crawler run.',
  growth: 'How it grows',
  find: 'Find an instance',
  findText:
    'An instance is a home: each has its own people, rules and size, and all of them can talk to each other.',
  search: 'Search by name or by words',
  searchButton: 'Search',
  helpChoose: 'Help me choose, in four questions',
  starts: 'Or start from',
  startLanguage: (language: string) => `those that speak ${language}`,
  startOpen: 'those open to all',
  startSmall: (most: number) => `those of at most ${full(most)} accounts`,
  startGrowing: 'those growing fastest',
  startAll: (count: number) => `all ${full(count)} of them`,
  movers: 'Movers of the week',
  gaining: 'Gained most accounts',
  losing: 'Lost most accounts',
  noMovers: 'A week of figures is needed before anything can be said to move.',
  news: 'What changed',
  noNews: 'Nothing has changed yet.',
  newsWhat: {
    appeared: 'is in the register, and answers',
    opened: 'opened its sign-up',
    closed: 'closed its sign-up',
    /** Before with the software’s name. */
    upgraded: (before: string, after: string) => `runs a newer version: ${before} → ${after}`,
    rules: 'changed its rules',
    gone: 'is gone',
    moved: (after: string) => (after === '' ? 'moved' : `moved to ${after}`),
  },
  count: 'How we count',
  countText:
    'Each instance is asked for its public figures, politely and on schedule. What is not known stays unknown, what cannot be true is left out, and what others published is marked as imported.',
  countLink: 'The method in full',
};
