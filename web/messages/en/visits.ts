/** English texts of the page of an instance's visits. */
import { FORMATS } from '../../format.ts';

const { full } = FORMATS.en;

export const visits = {
  title: (name: string) => `Visits of ${name}`,
  link: 'Every visit of the last weeks, the next one, and “check again”',
  lede: 'When we asked, what came of it, and when we ask again.',
  back: 'Back to its page',
  next: 'The next visit',
  due: (moment: string, relative: string) => `${moment} (${relative})`,
  dueNow: 'With the next run.',
  never: 'None.',
  why: {
    first: 'It has never been visited: new names come with the next run.',
    rhythm: 'It answers, so it is asked in its turn, four times a day.',
    backoff: (failures: number) =>
      `It did not answer ${full(failures)} ${failures === 1 ? 'time' : 'times in a row'}: each time we wait longer, up to a month.`,
    'asked-to-wait': 'It asked us to come back later, and we do.',
    respected: 'It asks not to be read: we only look weekly whether that is still so.',
    moved: 'It points to another host: we look weekly whether it is back.',
    blocked: 'The operator of this site does not ask it.',
  },
  check: 'Check again',
  checkText: 'Puts it in the next run, minutes from now. Once every two hours at most, whoever asks.',
  waiting: 'Asked for: the next run visits it. This page shows what came of it.',
  refused: {
    recent: (moment: string) => `It was visited a short while ago; it can be checked again from ${moment}.`,
    due: 'It is due already: the next run visits it.',
    'asked-to-wait': 'It asked us to wait, and checking again would not be polite.',
    blocked: 'It is not asked.',
    foreign: 'This form only takes what is sent from its own page. Please try it here.',
    full: 'Many are waiting just now. Please come back after the next run.',
    unavailable: 'That cannot be taken just now. Please try again later.',
  },
  availability: 'How often it answered',
  over: (days: number) => `Last ${full(days)} days`,
  answeredOf: (answered: number, all: number) => `${full(answered)} of ${full(all)} visits`,
  none: 'no visit that could tell',
  log: 'Visits, newest first',
  noVisits: 'There was no visit in the last weeks.',
  at: 'When (UTC)',
  outcome: 'Outcome',
  answered: 'answered',
  duration: 'Took',
  seconds: (seconds: string) => `${seconds} s`,
  requests: 'Requests',
};
