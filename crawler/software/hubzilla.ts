/** Hubzilla and its relatives (docs/protocol.md 3.3, 4, 9): counts (of channels) from NodeInfo, then /siteinfo.json, whose `hide_in_statistics` is obeyed. */
import type { Registrations } from '../../db/model.ts';
import { at, flag, text } from '../json.ts';
import { NOTHING, combine, told } from './reading.ts';
import type { Reading, Software } from './software.ts';

export const hubzilla: Software = {
  names: ['hubzilla', 'forte', 'redmatrix', 'red', 'zap', 'osada', 'streams', 'roadhouse', 'mistpark'],
  asks: { siteinfo: { path: '/siteinfo.json' } },
  parse: (answers, nodeinfo) => {
    const siteinfo = readSiteinfo(told(answers['siteinfo']));
    return combine(nodeinfo, { figures: [nodeinfo, siteinfo], profile: [siteinfo, nodeinfo] });
  },
};

function readSiteinfo(json: unknown): Reading {
  return {
    ...NOTHING,
    endpoint: '/siteinfo.json',
    softwareVersion: text(json, 'version'),
    claims: {
      users: [at(json, 'channels_total')],
      activeMonth: [at(json, 'channels_active_monthly')],
      activeHalfYear: [at(json, 'channels_active_halfyear')],
      statuses: [at(json, 'local_posts')],
      comments: [at(json, 'local_comments')],
    },
    profile: {
      title: text(json, 'site_name'),
      registrations: registrationsOf(text(json, 'register_policy'), flag(json, 'invitation_only')),
    },
    withheld: flag(json, 'hide_in_statistics') === true ? 'siteinfo says hide_in_statistics' : null,
  };
}

/** REGISTER_OPEN, REGISTER_APPROVE, REGISTER_CLOSED. */
function registrationsOf(policy: string | null, isByInvitation: boolean | null): Registrations | null {
  if (isByInvitation === true) return 'closed';
  const word = /open|approve|closed/i.exec(policy?.slice(0, 64) ?? '')?.[0].toLowerCase();
  if (word === 'open' || word === 'closed') return word;
  return word === 'approve' ? 'approval' : null;
}
