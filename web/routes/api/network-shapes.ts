/** The shapes of answers about the network: what is sent, its checked types and its description all come from here. */
import { Type } from 'typebox';
import { MODES } from '../../charts/points.ts';
import { At, Count, MaybeAt, OneOf, Points, Text } from './schemas.ts';

export const NETWORK_METRICS = ['users', 'activeMonth', 'statuses', 'connections', 'instances'] as const;
export const NETWORK_INTERVALS = ['day', 'week', 'month'] as const;

export const NetworkSeriesShape = Type.Object({
  metric: OneOf(NETWORK_METRICS, { description: 'As asked.' }),
  interval: OneOf(NETWORK_INTERVALS, { description: 'As asked.' }),
  mode: OneOf(MODES, { description: 'As asked: whether the values are totals or changes.' }),
  points: Points,
  coverage: Type.Array(Type.Array(Type.Integer(), { minItems: 4, maxItems: 4 }), {
    description:
      'For each point: instances whose figure is in the total, and of them told that day, carried from up to 7 days before, imported.',
  }),
  same: Type.Array(Count(), {
    description:
      'For each total: what it would be, had only the same instances been counted from one day to the next. Begins at the first total; begins anew where no two days can be held against each other. null: unknown, or mode is not total.',
  }),
});

const Totals = {
  users: Count({ description: 'Registered accounts.' }),
  activeMonth: Count({ description: 'Accounts active in a month.' }),
  statuses: Count({ description: 'Local posts.' }),
  connections: Count({ description: 'Remote domains known, added up over the instances.' }),
};

export const RunShape = Type.Object({
  state: OneOf(['running', 'finished', 'aborted', 'interrupted'], {
    description: 'aborted: our own fault; interrupted: stopped or killed.',
  }),
  startedAt: At('Start.'),
  finishedAt: MaybeAt('End.'),
  reason: Text({
    description: 'Why it was aborted or interrupted: network (our way out), fault (ours), stopped or killed.',
  }),
  due: Type.Integer({ description: 'Instances to visit.' }),
  visited: Type.Integer({ description: 'Instances visited so far.' }),
  answered: Type.Integer({ description: 'Of them, brought figures.' }),
  withheld: Type.Integer({ description: 'Of them, asked not to be read.' }),
  failed: Type.Integer({ description: 'Of them, brought nothing.' }),
});

const CoverageShape = (what: string) =>
  Type.Object(
    {
      of: Type.Integer({ description: 'Instances whose figure is in the total.' }),
      measured: Type.Integer({
        description: 'Of them, told that very day; the rest is carried, or imported.',
      }),
    },
    { description: `Of the total of ${what}.` },
  );

export const NetworkShape = Type.Object({
  day: Text({ description: 'Last day with totals, YYYY-MM-DD UTC.' }),
  isImported: Type.Boolean({ description: 'Nothing was measured yet: the totals are of imported figures.' }),
  ...Totals,
  instances: Type.Integer({ description: 'Instances in the totals.' }),
  measured: Type.Integer({ description: 'Of them, measured that day.' }),
  carried: Type.Integer({ description: 'Of them, with a measured figure up to 7 days old.' }),
  imported: Type.Integer({ description: 'Of them, with a figure that somebody else published.' }),
  coverage: Type.Object(
    {
      users: CoverageShape('registered accounts'),
      activeMonth: CoverageShape('accounts active in a month'),
      statuses: CoverageShape('local posts'),
      connections: CoverageShape('remote domains known'),
    },
    { description: 'What each total rests on: an instance may answer without telling a figure.' },
  ),
  known: Type.Integer({ description: 'All instances in the register.' }),
  change7: Type.Object(
    { ...Totals, instances: Count({ description: 'Instances in the totals.' }) },
    { description: 'Change over 7 days; null: no measured total to compare with.' },
  ),
  run: Type.Union([RunShape, Type.Null()], {
    description: 'The newest pass of the crawler; null of a past day.',
  }),
});
