/** English words of the domain: figures, states, sign-up, failures, refusals. */
import {
  ACTIVE,
  CEILING,
  CONTRADICTION,
  CROWD,
  DICE,
  JOKES,
  LEAP,
  NEWCOMER,
  TWIN,
} from '../../../db/trust/rules.ts';
import { DAY, HOUR } from '../../../db/time.ts';
import { FORMATS } from '../../format.ts';

const { full } = FORMATS.en;

/** name: a heading. noun: after a number; one: the same after those that take the singular. of: after "more" or "fewer". */
export const figures = {
  users: { name: 'Accounts', noun: 'accounts', one: 'account', of: 'accounts', gloss: 'registered accounts' },
  activeMonth: {
    name: 'Active this month',
    noun: 'active accounts',
    one: 'active account',
    of: 'active accounts',
    gloss: 'accounts active within a month',
  },
  activeHalfYear: {
    name: 'Active in six months',
    noun: 'active accounts',
    one: 'active account',
    of: 'active accounts',
    gloss: 'accounts active within six months',
  },
  activeWeek: {
    name: 'Active this week',
    noun: 'active accounts',
    one: 'active account',
    of: 'active accounts',
    gloss: 'accounts active within a week',
  },
  statuses: { name: 'Toots', noun: 'toots', one: 'toot', of: 'toots', gloss: 'posts written there' },
  comments: {
    name: 'Comments',
    noun: 'comments',
    one: 'comment',
    of: 'comments',
    gloss: 'comments written there',
  },
  connections: {
    name: 'Connections',
    noun: 'connections',
    one: 'connection',
    of: 'connections',
    gloss: 'other instances it knows',
  },
  peersListed: {
    name: 'Listed peers',
    noun: 'listed peers',
    one: 'listed peer',
    of: 'listed peers',
    gloss: 'length of its published peers list',
  },
  instances: {
    name: 'Instances',
    noun: 'instances',
    one: 'instance',
    of: 'instances',
    gloss: 'instances in the totals',
  },
};

export const registrations = {
  open: 'Open to all',
  approval: 'On approval',
  restricted: 'Certain addresses only',
  closed: 'Closed',
  unknown: 'Not said',
};

export const states = {
  discovered: 'Not visited yet',
  up: 'Answers',
  failing: 'Not answering',
  gone: 'Gone',
  moved: 'Moved',
  withheld: 'Keeps its figures to itself',
};

/** After "Not reachable since 3 May:" */
export const failures = {
  dns: 'its name does not resolve',
  connect: 'it refuses connections',
  timeout: 'it does not answer in time',
  resolver: 'the name servers asked for it fail',
  'own-side': 'our own side could not reach out',
  tls: 'its certificate is not valid',
  'blocked-address': 'its name points to an address that is not public',
  protocol: 'its answers are broken or cut short',
  'too-large': 'its answers are larger than we read',
  http: 'it answers with an error',
  'rate-limited': 'it asks us to come back later',
  redirect: 'it sends us elsewhere',
  malformed: 'its answers are in no form we know',
  identity: 'it says it is another instance',
  unsupported: 'it speaks nothing that we know',
  withheld: 'it asks not to be read',
  gone: 'it says it is gone for good',
};

export const refusals = {
  rules: {
    negative: 'a count cannot be negative',
    fractional: 'a count must be a whole number',
    'beyond-2^53': 'too large to be a count',
    'not-a-number': 'not a number',
    'above-ceiling': `larger than any instance is: more than ${full(CEILING.users)} accounts, ${full(CEILING.statuses)} posts or ${full(CEILING.connections)} connections`,
    'active-above-users': `more than ${ACTIVE.factor} times as many active accounts as accounts, and ${ACTIVE.allowance} more`,
    'users-without-statuses': `${full(CROWD.users)} accounts or more that wrote less than one post for every ${CROWD.usersPerStatus} of them; from ${full(CROWD.idleUsers)} accounts on, where less than ${full(CROWD.idleShare * 100)}% of them are active`,
    contradicted: `two answers of the instance disagree: by more than ${CONTRADICTION.factor} times and ${full(CONTRADICTION.least)} accounts; neither is believed`,
    leap: `a leap: more than ${LEAP.factor} times as much or as little as before, and by more than ${full(LEAP.least)}, or a rise of more than ${full(LEAP.usersPerDay)} accounts or ${full(LEAP.statusesPerDay)} posts a day (${LEAP.statusesPerUserAndDay} posts for each account where that is more); a fall is believed when a visit ${LEAP.fallAfterSeconds / HOUR} hours later says the same, a rise after ${LEAP.riseAfterSeconds / DAY} days`,
    unconfirmed: `a newcomer with ${full(NEWCOMER.users)} accounts or more. It counts at once where a list of others tells at least a third as many; otherwise it waits where its own figures do not carry so many (fewer posts than accounts; less than ${full(NEWCOMER.leastActiveShare * 100)}% active or logging in, or more than ${full(NEWCOMER.mostActiveShare * 100)}% active; fewer than ${full(NEWCOMER.leastConnections)} connections), and where it alone would be more than ${full(NEWCOMER.shareOfAll * 100)}% of all other accounts (in a register younger than ${NEWCOMER.settledDays} days: ${NEWCOMER.timesLargest} times the largest). After ${NEWCOMER.steadyDays} days of telling about the same, or growing evenly, it counts, with those days, and their totals are made again; falling to a third within ${NEWCOMER.probationDays} days takes the claim back`,
    erratic: `drawn anew at each visit: ${DICE.swings} changes of more than ${DICE.share * 100}%, up and down; what was believed of them is taken back, and nothing is believed until ${DICE.calmVisits} visits in a row are calm`,
    joke: `one of the numbers told in jest: ${JOKES.map((count) => full(count)).join(', ')}`,
    machine: 'a relay or a bridge: its accounts are those of others, or none',
    zeroed: 'zeros told in place of counts, as some servers do that keep theirs to themselves',
    twin: `the same accounts and posts as another instance (both more than ${full(TWIN.users)}, posts within ${full(TWIN.statusesShare * 100)}%): another name of it, and counted there`,
    'with-users': 'told beside a number of accounts that cannot be believed',
    overruled: 'whoever runs this site has decided so',
    other: 'it cannot be true',
  },
};

export const changes = {
  none: 'unchanged',
  unknown: 'change unknown',
  over7: 'over 7 days',
  over: { day1: 'in 1 day', day7: 'in 7 days', day30: 'in 30 days' },
  instances: (count: number) => `${full(count)} ${count === 1 ? 'instance' : 'instances'}`,
};

/** What a figure is worth; after its value. */
export const standings = {
  measured: 'measured',
  carried: 'carried: told up to 7 days ago',
  lapsed: 'told longer ago, in no total any more',
  imported: 'imported: somebody else published it',
  withheld: 'withheld: it asks not to be read',
  contradicted: 'contradicted',
  implausible: 'implausible',
  unconfirmed: 'not confirmed yet',
  overruled: 'overruled',
  untold: 'not told',
};
