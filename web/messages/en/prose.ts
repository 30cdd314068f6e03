/** English prose: method, crawler, about. `code` stands in backticks, links as [text](/path); nothing else is marked up. */
import type { Section } from '../../pages/prose.ts';
import { totalsSections } from './totals.ts';

const methodSections: readonly Section[] = [
  {
    id: 'figures',
    title: 'What is counted',
    text: [
      'Every figure is what the instance itself publishes at its public addresses. We add nothing, smooth nothing and guess nothing.',
    ],
    items: [
      '**Accounts**: all that are registered, silent ones included. Instances count them in their own way, and some count deleted ones too.',
      '**Active**: accounts that were used within a week, a month or half a year, as the software defines it.',
      '**Toots**: posts written on the instance by its own people. Where comments are told apart, they are a figure of their own.',
      '**Connections**: other instances it has ever exchanged anything with, dead ones included. Where an instance publishes no such count but does publish its list of peers, the length of that list is shown in its place and named as such: the two are not the same thing.',
    ],
  },
  {
    id: 'unknown',
    title: 'What is not known',
    text: [
      'Unknown is never zero. A figure that an instance does not publish stays empty; a day on which nobody could be asked is a gap in the line, not a dip.',
    ],
  },
  {
    id: 'standing',
    title: 'Where a figure comes from',
    text: ['Each figure has a standing, and a page always says which.'],
    items: [
      '**Measured**: read by this crawler from the instance itself, at the time given.',
      '**Carried**: in the network’s totals, an instance that did not answer today counts with its last figure for at most 7 days. Without this, a broken cable would look like an exodus. The strip under each network graph shows how many were read that very day.',
      '**Imported**: recorded by somebody else and published before this register began. It is drawn lighter, with its source and its date. Totals of days on which we measured rest on measured figures alone.',
      '**Refused**: told to us, but impossible: negative, fractional, beyond any count, several times more active accounts than accounts, or tens of thousands of accounts that have written next to nothing. It is kept out of every line and total, and listed on the instance’s page with its reason.',
      '**Withheld**: the instance asks not to be read, and is not.',
    ],
  },
  {
    id: 'days',
    title: 'Days, weeks and changes',
    text: [
      'Days and weeks are counted in universal time (UTC), weeks from Monday. The figure of a day is the last one read on it; the figure of a week is the last of its days.',
      'A change over 7 days compares the newest figure with the one of 7 days before. If either is unknown, so is the change. “Per day” and “per week” are differences between neighbouring days and weeks; they can be negative, because accounts and posts are also deleted.',
      'Long lines are thinned out to about 500 points that keep their shape. The CSV is not; the table goes by week or by month where it would be too long to read.',
    ],
  },
  {
    id: 'states',
    title: 'When an instance counts as gone',
    text: [
      'An instance that stops answering is visited less and less often, but never forgotten. For 30 days it is “not answering”; after that, or as soon as it says so itself, it is “gone”. Its last figures count in the totals for 7 days, like those of any instance that did not answer. It returns the moment it answers again.',
      'When our own way out to the Internet is broken, the run is broken off and nobody is marked down for it.',
    ],
  },
  ...totalsSections,
  {
    id: 'limits',
    title: 'What these figures cannot say',
    text: [
      'An account is not a person: some people have several, and some accounts are machines. Instances that ask not to be read are missing from the totals, and so are those nobody has told us of. Totals are therefore a lower bound of the fediverse, and a steady one.',
    ],
  },
];

export const method = {
  title: 'Method',
  lede: 'How the figures are read, what each word means, and what they cannot tell.',
  sections: methodSections,
  rules: {
    title: 'The rules by which a figure is not believed',
    text: [
      'A refused figure stays on the instance’s page with its reason, and out of every line and total. Names that are other names of an instance already counted, and relays, are in no total either.',
      'Whoever runs this site can overrule a rule for an instance, a figure and a period. The reason is then shown on the instance’s page, and the totals are made again.',
    ],
  },
};

const crawlerConduct: readonly Section[] = [
  {
    id: 'requests',
    title: 'What it asks for',
    text: [
      'One conversation with one instance is a handful of small requests, one after the other, over one connection:',
    ],
    items: [
      '`/robots.txt`, first and always;',
      '`/.well-known/nodeinfo` and the document it points to;',
      'the public description of the instance, at the address its software has for it (for Mastodon `/api/v2/instance` and `/api/v1/instance`);',
      'at most once a day its weekly activity, and at most once a week its public list of peers, where it publishes them.',
    ],
  },
  {
    id: 'never',
    title: 'What it never asks for',
    text: [
      'No posts, no timelines, no profiles of people, no address that needs a login. It runs no script, loads no picture and follows no link into an instance’s pages.',
    ],
  },
  {
    id: 'often',
    title: 'How often',
    text: [
      'Four times a day while an instance answers, at most eight small requests each time. It never holds two connections to one host, waits as long as `Retry-After` asks (a week at most), and returns ever more rarely to hosts that do not answer.',
    ],
  },
  {
    id: 'from-where',
    title: 'From where',
    text: [
      'Requests come from the addresses of the machine that this copy runs on, and from nowhere else: no proxies, no cloud of changing addresses. Whoever runs this copy can name them.',
    ],
  },
  {
    id: 'opt-out',
    title: 'How to keep an instance out',
    text: ['Any of these is enough, and takes effect at the next visit:'],
    items: [
      'answer with the status `410 Gone`: the instance is recorded as gone;',
      'require a login for the addresses above (status `401`): the instance is recorded as keeping its figures to itself;',
      'send `X-Robots-Tag: noindex` with its figures: likewise;',
      'in `robots.txt`, forbid `Herdbook` (or everyone) the addresses above:',
    ],
    code: 'User-agent: Herdbook\nDisallow: /',
  },
  {
    id: 'afterwards',
    title: 'What becomes of what was read, and how to come back',
    text: [
      'After any of these nothing more is read. Figures that were published here before stay on the instance’s page with their dates, and count in the totals for at most 7 days more.',
      'Whoever runs this copy erases them on request: `npm run erase` removes all that is stored of an instance, its history included, and `npm run optout` also sees to it that it never comes in again.',
      'To come back, take the sign away: an instance that asked not to be read is looked at again once a week, one that said `410 Gone` once a month, and is read again from then on. Or ask whoever runs this copy; after `npm run optout` that is the only way.',
    ],
  },
];

const crawlerSections = (agent: string, contact: string | null): readonly Section[] => [
  {
    id: 'agent',
    title: 'How to recognise it',
    text: [
      `Each request carries the user agent \`${agent}\` and comes without cookies or credentials.`,
      'In `robots.txt` its name is `Herdbook`.',
    ],
  },
  ...crawlerConduct,
  {
    id: 'contact',
    title: 'Whom to write to',
    text: [
      contact === null
        ? 'Whoever runs this copy has given no address. The opt-outs above work without asking.'
        : `Whoever runs this copy can be reached at ${contact}.`,
    ],
  },
];

export const crawler = {
  title: 'The crawler',
  lede: 'For those who run an instance: who is asking, what for, and how to say no.',
  sections: crawlerSections,
};

const aboutSections: readonly Section[] = [
  {
    id: 'name',
    title: 'The name',
    text: [
      'A herd book is a breed’s public register: which animals are in it, since when, and how the herd grows. This one is for Mastodon and its wider family, the fediverse: thousands of independent instances that talk to each other and belong to nobody in particular.',
    ],
  },
  {
    id: 'why',
    title: 'Why it exists',
    text: [
      'Whoever is told to “pick an instance” deserves a calm list, honest figures and no sales talk. Whoever runs one deserves to see how it fares. And whoever wonders whether the fediverse is growing deserves an answer with its source.',
    ],
  },
  {
    id: 'privacy',
    title: 'What it knows of you',
    text: [
      'Nothing. There are no cookies, no accounts, no trackers, and no page loads anything from anywhere else. An instance learns of you only when you follow a link to it.',
    ],
  },
  {
    id: 'free',
    title: 'Free to use, free to copy',
    text: [
      'The program is free software under the GNU Affero General Public License, version 3 or later. The figures are facts; take them through the [API](/api), as JSON or CSV, and say where they come from.',
      'A copy needs one machine and one file. How figures come about is told under [Method](/method); how the crawler behaves, under [Crawler](/crawler).',
    ],
  },
];

export const about = {
  title: 'About',
  lede: 'A public register of the fediverse, kept with care.',
  sections: aboutSections,
};
