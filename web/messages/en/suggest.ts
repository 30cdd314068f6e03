/** English texts of "suggest an instance". */
import { FORMATS } from '../../format.ts';

const { full } = FORMATS.en;

export const suggest = {
  title: 'Suggest an instance',
  lede: 'Is one missing? Give its address: the next run visits it, and once it has answered it is in the register.',
  label: 'Address of the instance',
  example: 'such as mastodon.example, without anything before or after',
  button: 'Suggest it',
  privacy:
    'Only the address is kept, until the next run. Nothing about you is stored; who runs the instance can say no at any time.',
  refused: {
    'not-a-domain': 'That is not the address of a public instance. Write something like mastodon.example.',
    foreign: 'This form only takes what is sent from its own page. Please try it here.',
    full: 'Many suggestions are waiting just now. Please come back after the next run.',
    unavailable: 'Suggestions cannot be taken just now. Please try again later.',
    'read-only': 'This site shows a copy of the register, and takes no suggestions.',
    unwelcome:
      'This name will not be visited: its operator, or the operator of this site, has asked for that.',
  },
  known: {
    waiting: 'Asked for: the next run visits it. This page will say what was found.',
    discovered: 'It is on the list and has not been visited yet; the next run does.',
    unanswered: (why: string) =>
      `It was visited, but nothing could be read: ${why}. It is tried again a few times.`,
    up: 'It is in the register, and answers.',
    failing: 'It is in the register, but does not answer at present.',
    gone: 'It is in the register, but gone.',
    moved: 'It points to another host, which is visited in its place.',
    withheld: 'It asks not to be read, and is not.',
    unknown: 'It is not known here yet.',
  },
  about: (domain: string) => `What is known of ${domain}`,
  found: 'What was found',
  users: (count: number) => `${full(count)} ${count === 1 ? 'account' : 'accounts'}`,
  rules: (count: number) => `${full(count)} ${count === 1 ? 'rule' : 'rules'}`,
  page: 'Its page in the register',
  another: 'Suggest another one',
};
