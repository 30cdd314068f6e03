/** English texts of the feeds. */
export const feeds = {
  /** What each feed is called. */
  titles: {
    news: 'What changed',
    milestones: 'Milestones',
    instances: 'New instances that fit',
  },
  texts: {
    news: 'New and gone instances, sign-up opened and closed, newer versions, changed rules, moves.',
    milestones: 'The network or an instance passed a round number.',
    instances: 'Instances that fit a filter of the directory, the newest in the register first.',
  },
  network: 'The fediverse',
  passed: (who: string, count: string, noun: string) => `${who} passed ${count} ${noun}`,
  changed: (who: string, what: string) => `${who} ${what}`,
  joined: (who: string) => `${who} is in the register`,
  link: (title: string) => `${title} (Atom)`,
};
