/** English texts of the frame: site, navigation, footer, notices and errors. */
import { FORMATS } from '../../format.ts';

const { full } = FORMATS.en;

export const site = {
  name: 'Herdbook',
  title: 'Herdbook: the register of the fediverse',
  description:
    'The public register of Mastodon and fediverse instances: who is in it, since when, and how the herd grows.',
  invented:
    'A demonstration: this fediverse is invented. Its instances live on this machine alone, their names lead nowhere, and their days pass faster than ours.',
};

export const nav = {
  label: 'Main',
  languages: 'Language',
  languageNames: { en: 'English', fr: 'French' },
  skip: 'Skip to the content',
  home: 'Home',
  statistics: 'Statistics',
  directory: 'Directory',
  choose: 'Choose',
  compare: 'Compare',
  publicSector: 'Public sector',
  api: 'API',
  method: 'Method',
  crawler: 'Crawler',
  about: 'About',
};

export const footer = {
  noRun: 'No run has ended yet.',
  lastRun: (moment: string) => `Last run ended on ${moment}.`,
  licence:
    'Free software under the AGPL, version 3 or later. No cookies, no trackers, nothing loaded from elsewhere.',
  label: 'About this register',
  suggest: 'Suggest an instance',
  source: 'Source code',
  data: 'Take the data away',
};

export const notice = {
  label: 'State of the crawl',
  running: (visited: number, due: number) =>
    `A run is under way: ${full(visited)} of ${full(due)} instances visited.`,
  runningMore: (answered: number, withheld: number, failed: number) =>
    `${full(answered)} answered, ${full(withheld)} ask not to be read, ${full(failed)} could not be read.`,
  aborted: (moment: string) => `The run of ${moment} was broken off.`,
  reasons: {
    network: 'The crawler could not reach the Internet, which is our side’s fault and no instance’s.',
    killed: 'It was stopped before its end; what it had read is kept.',
    stopped: 'It was stopped before its end; what it had read is kept.',
    fault: 'It met a fault of our own.',
  },
  abortedMeaning:
    'No instance is marked down because of it, and no total dips. What you see is the register as it was last known.',
  demoHint: 'To see everything at work without the Internet, run',
  interrupted: (moment: string) => `The run of ${moment} did not reach its end.`,
};

export const error = {
  titles: {
    400: 'That address does not make sense',
    404: 'Nothing is registered here',
    405: 'This page can only be read',
    429: 'That was a lot of pages at once',
    500: 'Something broke on our side',
    503: 'The register is being put in order',
  },
  texts: {
    400: 'A part of the address is not something this page understands.',
    404: 'There is no such page, or no such instance in the register. It may have another name, or nobody has told us of it yet.',
    405: 'Something was sent to an address that takes nothing. Opening it in the ordinary way will do.',
    429: 'Please wait a minute, then go on reading.',
    500: 'It has been noted. The register itself is safe; please try again in a moment.',
    503: 'The database cannot be read just now. Please try again in a minute.',
  },
  backHome: 'To the home page',
  search: 'Look it up in the directory',
};
