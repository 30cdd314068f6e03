/** The shapes of answers about instances: what is sent, its checked types and its description all come from here. */
import { STANDINGS } from '../../../db/trust/ledger.ts';
import { DECISIONS } from '../../../db/trust/verdicts.ts';
import { Type } from 'typebox';
import { FAILURE_KINDS, FIGURES, INTERVALS, REGISTRATIONS, STATES } from '../../../db/model.ts';
import { OPERATOR_TYPES } from '../../../db/catalogue/topics.ts';
import { UPKEEPS } from '../../../db/catalogue/upkeep.ts';
import { MODES } from '../../charts/points.ts';
import { OfficialShape } from './official-shape.ts';
import { At, Count, Flag, MaybeAt, MaybeOneOf, FigurePoints, OneOf, SourceShape, Text } from './schemas.ts';

const Change7 = Type.Object(
  {
    users: Count({ description: 'Of registered accounts.' }),
    statuses: Count({ description: 'Of local posts.' }),
    connections: Count({ description: 'Of remote domains known.' }),
  },
  { description: 'Change over 7 days; null: no value to compare with.' },
);

const Topics = (description: string) => Type.Array(Type.String(), { description });
const Facts = Type.Object(
  {
    topics: Topics('What it is about.'),
    country: Text({ description: 'ISO 3166-1, two letters, or EU.' }),
    region: Text({ description: 'A region or town, as it calls itself.' }),
    operatorType: MaybeOneOf(OPERATOR_TYPES, { description: 'What kind of body runs it.' }),
    operator: Text({ description: 'Name of the organisation that runs it.' }),
    source: Text({ description: 'Where this can be looked up; null: nothing has been looked up.' }),
  },
  { description: 'What the catalogue has, looked up by people.' },
);
const Guesses = Type.Object(
  {
    language: Text({ description: 'By its texts, or the ending of its name.' }),
    topics: Topics('By the words of its title and name.'),
    country: Text({ description: 'By the ending of its name.' }),
  },
  { description: 'Guesses where nothing better is known: show them as such.' },
);

const INSTANCE = {
  domain: Type.String({ description: 'Host name, ASCII and lower case.' }),
  state: OneOf(STATES, { description: 'State at the last visit.' }),
  software: Type.Object(
    { name: Text({ description: 'NodeInfo name.' }), version: Text({ description: 'As published.' }) },
    { description: 'What it runs on.' },
  ),
  title: Text({ description: 'Plain text as the instance gave it; escape it.' }),
  description: Text({ description: 'Plain text as the instance gave it; escape it.' }),
  languages: Type.Array(Type.String(), { description: 'BCP 47 tags.' }),
  registrations: MaybeOneOf(REGISTRATIONS, {
    description: 'Who may sign up; `null`: not told, or the instance is gone or has moved.',
  }),
  users: Count({ description: 'Registered accounts.' }),
  activeMonth: Count({ description: 'Accounts active in a month.' }),
  activeHalfYear: Count({ description: 'Accounts active in half a year.' }),
  activeWeek: Count({ description: 'Accounts active in a week.' }),
  statuses: Count({ description: 'Local posts.' }),
  comments: Count({ description: 'Local comments, where they are told apart.' }),
  connections: Count({ description: 'Remote domains known.' }),
  peersListed: Count({ description: 'Length of the published peers list; not the same as connections.' }),
  change7: Change7,
  change30: Type.Object(
    { users: Count({ description: 'Of registered accounts.' }) },
    { description: 'Change over 30 days; null: no value to compare with.' },
  ),
  knownSince: Text({ description: 'First day it is known of, YYYY-MM-DD; it may be older.' }),
  availability: Type.Unsafe<number | null>({
    type: ['number', 'null'],
    description:
      'Share of the visits of 90 days that were answered, from 0 to 1; null: fewer than 20 visits.',
  }),
  facts: Facts,
  guesses: Guesses,
  observedAt: MaybeAt('When the figures were observed.'),
  source: Type.Union([SourceShape, Type.Null()], {
    description: 'Where the figures were imported from; null: measured by a visit.',
  }),
};
export const InstanceListed = Type.Object(INSTANCE);

const Change = (description: string) =>
  Type.Object(
    {
      day1: Count({ description: 'Over a day.' }),
      day7: Count({ description: 'Over 7 days.' }),
      day30: Count({ description: 'Over 30 days.' }),
    },
    { description },
  );
/** Without a type: a serialiser that is told several makes texts of lists. */
const ProfileValue = Type.Unsafe<string | number | boolean | readonly string[] | null>({
  description: 'A text, number, flag, list of texts or null, as the field has it.',
});

export const InstanceShown = Type.Object({
  ...INSTANCE,
  registrationsMessage: Text({ description: 'What closed or reviewing instances tell newcomers.' }),
  rules: Type.Array(Type.String(), { description: 'Plain texts.' }),
  minimumAge: Count({ description: 'Years.' }),
  thumbnail: Text({ description: 'Address on the instance.' }),
  characterLimit: Count({ description: 'Characters in a status.' }),
  limitedFederation: Flag({ description: 'Whether it talks to chosen instances only.' }),
  addedAt: At('When it came into the register.'),
  nextProbeAt: MaybeAt('Due for a visit from then on; null of a past day.'),
  lastVisitAt: MaybeAt('Last visit; null of a past day, whose visits are not kept.'),
  lastAnswerAt: MaybeAt('Last visit that brought figures.'),
  failingSince: MaybeAt('First of the failed visits in a row.'),
  failure: Type.Union(
    [
      Type.Object({
        kind: OneOf(FAILURE_KINDS, { description: 'What kind of failure.' }),
        detail: Text({ description: 'What exactly.' }),
      }),
      Type.Null(),
    ],
    { description: 'Of the last visit; null: it went well.' },
  ),
  movedTo: Text({ description: 'The host it points to.' }),
  changes: Type.Object(
    {
      users: Change('Of registered accounts.'),
      statuses: Change('Of local posts.'),
      connections: Change('Of remote domains known.'),
    },
    { description: 'Change over 1, 7 and 30 days; null: no value to compare with.' },
  ),
  refusals: Type.Array(
    Type.Object({
      figure: OneOf(FIGURES, { description: 'Which figure.' }),
      rule: Type.String({ description: 'The rule that refused it.' }),
      raw: Type.String({ description: 'The value as told, cut.' }),
      fromAt: At('First seen.'),
      lastAt: At('Last seen.'),
    }),
    { description: 'Figures refused as impossible; they are in no series.' },
  ),
  ledger: Type.Array(
    Type.Object({
      figure: OneOf(FIGURES, { description: 'Which figure.' }),
      value: Count({ description: 'null: not known, or not believed.' }),
      standing: OneOf(STANDINGS, {
        description:
          'measured: told that day; carried: told up to 7 days before; lapsed: longer ago, in no total; imported; withheld: asks not to be read; contradicted: its answers disagree; implausible: a rule refuses it; unconfirmed: held back for a while; overruled: whoever runs the site does; untold.',
      }),
      at: MaybeAt('When it was observed, or refused last.'),
      rule: Text({ description: 'The rule that refuses it.' }),
      raw: Text({ description: 'What was told, cut.' }),
      origin: Text({
        description:
          'Which answer of the instance it was read from, such as NodeInfo 2.0; null: not known, or imported.',
      }),
    }),
    { description: 'What each figure is worth.' },
  ),
  verdicts: Type.Array(
    Type.Object({
      figure: OneOf(FIGURES, { description: 'Which figure.' }),
      decision: OneOf(DECISIONS, { description: 'Accepted against a rule, or refused without one.' }),
      from: Type.String({ description: 'First day, YYYY-MM-DD.' }),
      until: Text({ description: 'Last day; null: until it is withdrawn.' }),
      reason: Type.String({ description: 'Why.' }),
      at: At('When it was decided.'),
    }),
    { description: 'What whoever runs the site decided about its figures, newest first.' },
  ),
  upkeep: MaybeOneOf(UPKEEPS, {
    description: 'How its software is kept up; null: not known.',
  }),
  official: Type.Union([OfficialShape, Type.Null()], {
    description:
      'The entry of the public sector’s registry; null: no public body is known to run it. One with mailDomains takes their addresses only, whatever registrations says.',
  }),
  alternatives: Type.Array(Type.String(), {
    description: 'Host names of open instances like it, drawn by lot each day, where it takes no newcomers.',
  }),
  profileChanges: Type.Array(
    Type.Object({
      at: At('When the change was first seen.'),
      field: Type.String({ description: 'Which part of the profile.' }),
      before: ProfileValue,
      after: ProfileValue,
      source: Type.Union([SourceShape, Type.Null()], {
        description: 'Where the change was learnt; null: from a visit.',
      }),
    }),
    { description: 'The newest 100, newest first.' },
  ),
});

export const InstanceSeriesShape = Type.Object({
  metric: Type.String({ description: 'As asked; of several, in the order of the values of a point.' }),
  interval: OneOf(INTERVALS, { description: 'As asked.' }),
  mode: OneOf(MODES, { description: 'As asked: whether the values are totals or changes.' }),
  points: FigurePoints,
  imported: Type.Array(Type.Integer(), {
    description: 'Times of the points that were imported; all others are our own visits.',
  }),
  sources: Type.Array(SourceShape, { description: 'Where the imported points come from.' }),
});
