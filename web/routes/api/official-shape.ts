/** The shape of an entry of the public sector's registry: what is sent, its checked type and its description. */
import { Type, type Static } from 'typebox';
import {
  ADMISSIONS,
  EVIDENCE_KINDS,
  LEVELS,
  STAGES,
  type OfficialEntry,
} from '../../../db/official/official.ts';
import { OneOf, Text } from './schemas.ts';

const Source = Type.String({ description: 'Where it can be looked up.' });

export const OfficialShape = Type.Object({
  domain: Type.String({ description: 'Host name.' }),
  operator: Type.String({ description: 'The organisation that runs it.' }),
  country: Type.String({ description: 'ISO 3166-1 code, or EU.' }),
  level: OneOf(LEVELS, { description: 'Whose it is.' }),
  admits: OneOf(ADMISSIONS, { description: 'Who gets an account.' }),
  verifiedOn: Text({
    description: 'Day on which the evidence was last read; null: not since it was written down.',
  }),
  stages: Type.Array(
    Type.Object({
      stage: OneOf(STAGES, { description: 'How it stood.' }),
      from: Text({ description: 'Since when: a year, month or day; null: not known.' }),
      source: Source,
    }),
    { description: 'Its life so far, the last one holds.' },
  ),
  evidence: Type.Array(
    Type.Object({
      kind: OneOf(EVIDENCE_KINDS, { description: 'What kind of proof.' }),
      value: Type.String({ description: 'Suffix, identifier, record or title.' }),
      url: Source,
    }),
    { description: 'What proves that it is run by that organisation.' },
  ),
  mailDomains: Type.Array(
    Type.Object({
      domain: Type.String({ description: 'Part of an address after the @.' }),
      subdomains: Type.Boolean({ description: 'Whether names below it count as well.' }),
      from: Text({ description: 'First day it is known to have been accepted.' }),
      until: Text({ description: 'Last day.' }),
      source: Source,
    }),
    { description: 'E-mail domains that sign-up is restricted to.' },
  ),
  remark: Type.Union(
    [
      Type.Object({
        en: Type.String({ description: 'In English.' }),
        fr: Type.String({ description: 'In French.' }),
      }),
      Type.Null(),
    ],
    { description: 'What the rest cannot say.' },
  ),
});

export function shownEntry(entry: OfficialEntry): Static<typeof OfficialShape> {
  return {
    ...entry,
    stages: [...entry.stages],
    evidence: [...entry.evidence],
    mailDomains: [...entry.mailDomains],
  };
}
