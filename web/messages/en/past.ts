/** English texts of pages that are looked at as of a past day. */
export const past = {
  label: 'As of a past day',
  showing: (date: string) =>
    `You are looking at ${date}: figures, words and filters as they were known at the end of that day.`,
  limits:
    'An instance counts as silent where no figures of it are known for that day or the 7 before. Who runs it, where and about what is as known today. What is known of the present alone is left out.',
  back: 'Back to today',
  strange: (text: string) => `“${text}” is no day that has passed, so this is the present.`,
  after: (last: string) => `The newest figures are of ${last}, so this is the present.`,
  before: (first: string) => `Nothing is known of that day. The register begins on ${first}.`,
  other: 'Look at this page as of a past day',
  anotherDay: 'Another day',
  day: 'Day',
  show: 'Show',
  notYet: (name: string, date: string) => `No figures of ${name} are known for ${date} or before`,
  notYetText: (first: string) => `The first are of ${first}.`,
  notYetLink: (first: string) => `Look at ${first}`,
  noFigures: 'None are known of any day.',
  status: {
    up: 'It told figures that day, or up to 7 days before.',
    published: (date: string) =>
      `Somebody else published figures of it, the last by then of ${date}. Whether it answered is not known.`,
    silent: (since: string) => `No figures from it since ${since}. Why is not kept for past days.`,
  },
  visits: 'Single visits are kept for some 100 days. None of that time is left.',
};
