/** GNU social (docs/protocol.md 3.3, 4, 9): counts from NodeInfo; `site.private` asks to be left out, `site.closed` is closed registration. */
import { flag, text } from '../json.ts';
import { STATUSNET_CONFIG, isPrivateSite } from './friendica.ts';
import { NOTHING, combine, told } from './reading.ts';
import type { Reading, Software } from './software.ts';

export const gnusocial: Software = {
  names: ['gnusocial', 'gnu social', 'postactiv'],
  asks: { config: STATUSNET_CONFIG },
  parse: (answers, nodeinfo) => {
    const json = told(answers['config']);
    const reading = combine(nodeinfo, { figures: [nodeinfo], profile: [readConfig(json), nodeinfo] });
    return isPrivateSite(json) ? { ...reading, withheld: 'site.private is set' } : reading;
  },
};

function readConfig(json: unknown): Reading {
  const isClosed = flag(json, 'site', 'closed');
  return {
    ...NOTHING,
    profile: {
      title: text(json, 'site', 'name'),
      registrations: isClosed === true ? 'closed' : null,
    },
  };
}
