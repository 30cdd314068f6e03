/** English texts of the page of one day. */
import { FORMATS } from '../../format.ts';

const { full } = FORMATS.en;
const instances = (count: number): string => `${full(count)} ${count === 1 ? 'instance' : 'instances'}`;

export const day = {
  title: (date: string) => `The totals of ${date}`,
  days: 'Neighbouring days',
  standsOn: (all: string, measured: string, carried: string) =>
    `They stand on ${all} instances: ${measured} answered that day, ${carried} count with what they last said, up to 7 days before.`,
  imported: (all: string, fresh: string) =>
    `They are sums over ${all} instances that somebody else published: ${fresh} are in a list of that day, the others count with what a list of the 7 days before said.`,
  fromTo: (before: string, now: string) => `From ${before} on the day before to ${now}, made up of:`,
  same: (change: string, of: number) => `${change} in ${instances(of)} counted on both days`,
  entered: (change: string, of: number) => `${change} with ${instances(of)} that came in`,
  left: (change: string, of: number) => `${change} with ${instances(of)} that fell out`,
  movers: 'Largest changes among those counted on both days',
  arrivals: 'Largest that came in',
  losses: 'Largest that fell out',
  refused: 'Told that day, not believed, and in no total',
  told: 'Told',
  why: 'Why not',
  before: 'Day before',
  now: 'That day',
  change: 'Change',
  reasons: {
    new: 'new to us',
    returned: 'known, but silent for more than 7 days',
    refused: 'its figure cannot be believed',
    untold: 'answers, but no longer tells this figure',
    silent: 'has not answered for more than 7 days',
    unlisted: 'in no list of that day, nor of the 7 days before',
  },
  events: 'What happened that day',
  identity:
    'Only the first line of each list is growth. The others are changes of the list of instances, and say nothing about the fediverse.',
};
