/** English texts of the graphs of the network's shape. */
type Texts = {
  readonly name: string;
  /** What the values are, under the headline. */
  readonly gloss: string;
  /** How to read it, under the graph. */
  readonly note: string;
};
type Texted = Readonly<Record<string, Texts>>;

const RECKONED =
  'An instance’s life runs from the first day that anybody told a figure of it to the last one. It has ended when it said so or was silent for 30 days. One that goes on, moved away or asks not to be read was watched up to its last figure, and counts for no longer than that (Kaplan and Meier, 1958). The line stops where fewer than 10 are watched.';

export const shapes = {
  texts: {
    'sign-ups': {
      name: 'Registrations a week',
      gloss: 'Accounts registered, added up over the instances that publish their weekly log',
      note: 'How many instances tell differs from week to week; the table says it.',
    },
    logins: {
      name: 'Logins a week',
      gloss: 'Accounts that logged in, added up over the instances that publish their weekly log',
      note: 'How many instances tell differs from week to week; the table says it.',
    },
    'weekly-statuses': {
      name: 'Toots a week',
      gloss: 'Posts written, added up over the instances that publish their weekly log',
      note: 'How many instances tell differs from week to week; the table says it.',
    },
    'active-share': {
      name: 'Share of accounts in use',
      gloss: 'Accounts active within a month, of all accounts',
      note: 'Over the instances that tell both figures.',
    },
    'logins-per-sign-up': {
      name: 'Logins per registration',
      gloss: 'Accounts that logged in for each one that registered, by week',
      note: 'High where people stay, low where many come and few return.',
    },
    'top-shares': {
      name: 'Share of the largest',
      gloss: 'Of all accounts; instances of one operator count as one',
      note: 'An instance whose operator is not known stands for itself.',
    },
    herfindahl: {
      name: 'Herfindahl index',
      gloss: 'Sum of the squared shares of all operators: 1 where one holds everything',
      note: 'One divided by it is the number of operators of one size that would be as concentrated.',
    },
    shannon: {
      name: 'Shannon entropy',
      gloss: 'Of the shares of all operators, in bits: 0 where one holds everything',
      note: 'Two to its power is the number of operators of one size that would be as even. It heeds the many small ones, which the Herfindahl index hardly sees.',
    },
    survival: {
      name: 'Survival by age',
      gloss: 'Share of instances that live on past an age, counted from when they were first known of',
      note: RECKONED,
    },
    'survival-size': {
      name: 'Survival by size',
      gloss: 'Share that lives on past an age, by the accounts it had when it was first known of',
      note: RECKONED,
    },
    'survival-cohort': {
      name: 'Survival by year of first sight',
      gloss: 'Share that lives on past an age, by the year in which it was first known of',
      note: RECKONED,
    },
  } satisfies Texted,
  lines: {
    top1: 'the largest',
    top10: 'the 10 largest',
    top100: 'the 100 largest',
    all: 'all instances',
  },
  found: {
    count: (value: string, noun: string, week: string) => `${value} ${noun} in the week of ${week}`,
    nouns: { 'sign-ups': 'registrations', logins: 'logins', 'weekly-statuses': 'toots' },
    activeShare: (share: string) => `${share} of all accounts are in use`,
    loginsPerSignUp: (value: string) => `${value} logins for each registration`,
    topShares: (share: string) => `The 10 largest operators hold ${share} of all accounts`,
    herfindahl: (value: string, operators: string) =>
      `${value}: as concentrated as ${operators} operators of one size`,
    shannon: (value: string, operators: string) =>
      `${value} bits: as even as ${operators} operators of one size`,
    survival: (share: string, age: string) => `${share} live on past ${age}`,
    between: (low: string, lowShare: string, high: string, highShare: string, age: string) =>
      `${lowShare} (${low}) to ${highShare} (${high}) live on past ${age}`,
  },
  livesOn: (name: string, parts: string) => `${name}: ${parts}.`,
  livesOnPart: (share: string, age: string) => `${share} past ${age}`,
  tooShort:
    'Nobody has been watched for long enough yet: survival needs some months of figures of 10 instances.',
  ofSums:
    'The hollow dots are of lists that others published. Each is over the instances that happened to be listed, so they do not compare with one another, and no line joins them.',
  ofWeeks: 'Bars in outline are imported: others collected those logs.',
  age: 'Age',
  allOfThem: 'The whole table',
};
