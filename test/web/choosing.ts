/** What the tests of the pages for choosing stand on: a ministry, a closed pilot, open instances of all sizes, and a full house. */
import type { FastifyInstance } from 'fastify';
import { importOfficial } from '../../db/official/official-file.ts';
import type { OfficialEntry } from '../../db/official/official.ts';
import { openWriter } from '../../db/open.ts';
import {
  AT0,
  DAY0,
  domainOf,
  insertDays,
  insertInstance,
  insertLatest,
  insertObservation,
  insertProfile,
  type ProfileFields,
} from '../rows.ts';
import { appOver, fill } from './register.ts';

export const OFFICIAL: OfficialEntry = {
  domain: domainOf('ministry.test'),
  operator: 'Ministry of <b>Toots</b>',
  country: 'FR',
  level: 'state',
  admits: 'addresses',
  verifiedOn: '2026-03-01',
  stages: [{ stage: 'experimental', from: '2017-04', source: 'https://ministry.test/news' }],
  evidence: [{ kind: 'suffix', value: 'gouv.test', url: 'https://ministry.test/' }],
  mailDomains: [
    {
      domain: 'gouv.test',
      subdomains: true,
      from: '2017-04-20',
      until: null,
      source: 'https://ministry.test/news',
    },
  ],
  remark: { en: 'An experiment.', fr: 'Un essai.' },
};
const CLOSED: OfficialEntry = {
  ...OFFICIAL,
  domain: domainOf('closed.test'),
  country: 'CH',
  admits: 'organisations',
  mailDomains: [],
  stages: [...OFFICIAL.stages, { stage: 'closed', from: '2024-09-30', source: 'https://closed.test/' }],
};

/** The app over that register, and over an empty one. */
export async function choosingApps(): Promise<{ full: FastifyInstance; bare: FastifyInstance }> {
  const [full, empty] = [openWriter(':memory:'), openWriter(':memory:')];
  const add = (name: string, users: number, profile: ProfileFields): void => {
    const id = insertInstance(full, name, { lastAnswerAt: AT0, lastVisitAt: AT0 });
    insertProfile(full, id, { rules: ['Be kind.'], registrations: 'open', languages: ['fr'], ...profile });
    insertLatest(full, id, { users, statuses: users * 10 });
    insertDays(full, id, DAY0 - 5, 'users', [users - 5, users - 4, users - 3, undefined, users - 1, users]);
    for (let visit = 0; visit < 30; visit += 1) insertObservation(full, id, AT0 - visit * 21_600, {});
  };
  fill(full);
  importOfficial(full, AT0, [OFFICIAL, CLOSED]);
  const id = full.prepare('SELECT id FROM instance WHERE domain = ?').pluck().get('ministry.test') as number;
  full.prepare("UPDATE instance SET state = 'up' WHERE id = ?").run(id);
  insertProfile(full, id, { title: 'Ministry', registrations: 'open' });
  insertDays(full, id, DAY0 - 3, 'users', [100, 110, undefined, 130]);
  insertLatest(full, id, { users: 130 });
  for (let index = 0; index < 12; index += 1)
    add(`open-${index}.test`, 50 * 3 ** (index % 5), {
      registrations: index % 3 === 0 ? 'approval' : 'open',
      languages: [index % 2 === 0 ? 'fr' : 'de'],
    });
  add('full.test', 450, { registrations: 'closed', title: 'Full <i>house</i>' });
  return { full: await appOver(full), bare: await appOver(empty) };
}
