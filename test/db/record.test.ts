import { beforeEach, describe, expect, test } from 'vitest';
import { addInstances, findDue } from '../../db/instances.ts';
import type { Profile, ProbeResult } from '../../db/model.ts';
import { openWriter, type Database } from '../../db/open.ts';
import { record } from '../../db/record.ts';
import { DAY } from '../../db/time.ts';
import { answer, domain, failure, unix } from '../visits.ts';

const NAME = 'lantern.example.org';
let db: Database;

beforeEach(() => {
  db = openWriter(':memory:');
  addInstances(db, [domain(NAME)], 'operator', unix('2026-01-01'));
});

function write(result: ProbeResult): void {
  const id = findDue(db, domain(NAME))?.id ?? 0;
  const plan = {
    state: result.ok ? 'up' : 'failing',
    failures: 0,
    failingSince: null,
    nextProbeAt: 0,
  } as const;
  record(db, [{ id, result, plan }]);
}
function rows(sql: string): unknown[] {
  return db.prepare(sql).all();
}

describe('figures', () => {
  test('an unknown figure is stored as unknown, not as zero', () => {
    write(answer(NAME, unix('2026-02-01'), { figures: { users: 0, statuses: null } }));
    expect(rows('SELECT users, statuses FROM observation')).toEqual([{ users: 0, statuses: null }]);
    expect(rows('SELECT users, statuses FROM day')).toEqual([{ users: 0, statuses: null }]);
  });

  test('a day keeps its last figure, and what a later visit of the same day lacks', () => {
    write(answer(NAME, unix('2026-02-01T06:00:00Z'), { figures: { users: 10, peersListed: 99 } }));
    write(answer(NAME, unix('2026-02-01T12:00:00Z'), { figures: { users: 12 } }));
    expect(rows('SELECT users, peersListed FROM day')).toEqual([{ users: 12, peersListed: 99 }]);
    expect(rows('SELECT users FROM observation ORDER BY at')).toEqual([{ users: 10 }, { users: 12 }]);
  });

  test('a measured day replaces an imported one whole', () => {
    db.exec("INSERT INTO source (id, name, url, note) VALUES (1, 'list', 'https://example.org', '')");
    db.exec(
      `INSERT INTO day (instance, day, users, comments, source) VALUES (1, ${unix('2026-02-01') / DAY}, 7, 3, 1)`,
    );
    write(answer(NAME, unix('2026-02-01'), { figures: { users: 8 } }));
    expect(rows('SELECT users, comments, source FROM day')).toEqual([
      { users: 8, comments: null, source: null },
    ]);
  });

  test('the change over 7 days compares with a row 7 to 10 days old, or is unknown', () => {
    write(answer(NAME, unix('2026-02-01'), { figures: { users: 100 } }));
    write(answer(NAME, unix('2026-02-05'), { figures: { users: 120 } }));
    expect(rows('SELECT users7 FROM latest')).toEqual([{ users7: null }]);
    write(answer(NAME, unix('2026-02-09'), { figures: { users: 90 } }));
    expect(rows('SELECT users7 FROM latest')).toEqual([{ users7: -10 }]);
  });

  test('the change over 7 days never compares with what somebody else published', () => {
    db.exec("INSERT INTO source (id, name, url, note) VALUES (1, 'list', 'https://example.org', '')");
    db.exec(`INSERT INTO day (instance, day, users, source) VALUES (1, ${unix('2026-02-02') / DAY}, 70, 1)`);
    write(answer(NAME, unix('2026-02-09'), { figures: { users: 90 } }));
    expect(rows('SELECT users7 FROM latest')).toEqual([{ users7: null }]);
    write(answer(NAME, unix('2026-02-01'), { figures: { users: 80 } }));
    write(answer(NAME, unix('2026-02-09T06:00:00Z'), { figures: { users: 90 } }));
    expect(rows('SELECT users7 FROM latest')).toEqual([{ users7: 10 }]);
  });

  test('a visit of which nothing is believed leaves the figures before it as they are, and is counted as a visit', () => {
    write(answer(NAME, unix('2026-02-01'), { figures: { users: 5 } }));
    const said = answer(NAME, unix('2026-02-02'), { figures: { users: null } });
    const refusals = [{ figure: 'users', rule: 'above-ceiling', raw: '1e12' }] as const;
    write({ ...said, observation: { ...said.observation, refusals } });
    expect(rows('SELECT at, users FROM latest')).toEqual([{ at: unix('2026-02-01'), users: 5 }]);
    expect(rows('SELECT users FROM day')).toEqual([{ users: 5 }]);
    expect(rows('SELECT users FROM observation')).toEqual([{ users: 5 }]);
    expect(rows('SELECT rule FROM refusal')).toEqual([{ rule: 'above-ceiling' }]);
    expect(rows('SELECT failureKind FROM attempt')).toHaveLength(2);
    expect(rows('SELECT lastAnswerAt AS at FROM instance')).toEqual([{ at: unix('2026-02-02') }]);
  });

  test('the length of a peers list counts until it is not published any more', () => {
    const heard = (at: string, hash: string | null | undefined, peersListed: number | null): void =>
      write({
        ...answer(NAME, unix(at), { figures: { users: 1, peersListed } }),
        peers: hash === undefined ? null : { hash, domains: [] },
      });
    const listed = (): unknown[] => rows('SELECT peersListed AS n FROM latest');
    heard('2026-02-01', 'h1', 400);
    heard('2026-02-03', undefined, null);
    expect(listed()).toEqual([{ n: 400 }]);
    heard('2026-02-08', null, null);
    expect(listed()).toEqual([{ n: null }]);
    heard('2026-02-15', 'h2', 420);
    heard('2026-02-27', undefined, null);
    expect(listed()).toEqual([{ n: null }]);
  });

  test('several visits of one instance in one batch count in their order', () => {
    const plan = { state: 'up', failures: 0, failingSince: null, nextProbeAt: 0 } as const;
    record(
      db,
      [1, 2, 3].map((users) => ({
        id: 1,
        plan,
        result: answer(NAME, unix('2026-02-01') + users, { figures: { users } }),
      })),
    );
    expect(rows('SELECT users FROM latest')).toEqual([{ users: 3 }]);
    expect(rows('SELECT users FROM observation ORDER BY at')).toEqual([
      { users: 1 },
      { users: 2 },
      { users: 3 },
    ]);
  });

  test('a visit recorded twice is one point', () => {
    const seen = answer(NAME, unix('2026-02-01'), { figures: { users: 1 } });
    write(seen);
    write(seen);
    expect(rows('SELECT at FROM observation')).toHaveLength(1);
    expect(rows('SELECT at FROM attempt')).toHaveLength(1);
  });

  test('a failed visit is an attempt, and no point', () => {
    write(answer(NAME, unix('2026-02-01'), { figures: { users: 5 } }));
    write(failure(NAME, unix('2026-02-02')));
    expect(rows('SELECT failureKind FROM attempt ORDER BY at')).toEqual([
      { failureKind: null },
      { failureKind: 'timeout' },
    ]);
    expect(rows('SELECT users FROM day')).toEqual([{ users: 5 }]);
    expect(rows('SELECT at FROM latest')).toEqual([{ at: unix('2026-02-01') }]);
  });
});

describe('profiles', () => {
  const seen = (at: string, profile: Partial<Profile>, isPartial = false): void =>
    write(answer(NAME, unix(at), { profile, isPartial }));
  const versions = 'SELECT softwareVersion AS version, fromAt, untilAt FROM profile ORDER BY fromAt';

  test('an unchanged profile keeps its one row', () => {
    seen('2026-02-01', {});
    seen('2026-02-02', {});
    expect(rows(versions)).toEqual([{ version: '4.4.2', fromAt: unix('2026-02-01'), untilAt: null }]);
  });

  test('each change closes a row and opens the next', () => {
    seen('2026-02-01', {});
    seen('2026-02-02', { softwareVersion: '4.5.0' });
    expect(rows(versions)).toEqual([
      { version: '4.4.2', fromAt: unix('2026-02-01'), untilAt: unix('2026-02-02') },
      { version: '4.5.0', fromAt: unix('2026-02-02'), untilAt: null },
    ]);
  });

  test('changes of one day are one row, the last of them', () => {
    seen('2026-02-01', {});
    for (let hour = 1; hour < 24; hour += 1)
      seen(`2026-02-02T${String(hour).padStart(2, '0')}:00:00Z`, { title: `Hour ${hour}` });
    expect(rows('SELECT title, fromAt, untilAt FROM profile ORDER BY fromAt')).toEqual([
      { title: 'A quiet place', fromAt: unix('2026-02-01'), untilAt: unix('2026-02-02T01:00:00Z') },
      { title: 'Hour 23', fromAt: unix('2026-02-02T01:00:00Z'), untilAt: null },
    ]);
  });

  test('one that changes daily for years keeps a bounded number of rows, without a gap', () => {
    const start = unix('2026-02-01');
    for (let day = 0; day < 500; day += 1)
      write(answer(NAME, start + day * DAY, { profile: { title: `Day ${day}` } }));
    const kept = db
      .prepare<[], { title: string; fromAt: number; untilAt: number | null }>(
        'SELECT title, fromAt, untilAt FROM profile ORDER BY fromAt',
      )
      .all();
    expect(kept).toHaveLength(400);
    expect(kept[0]).toMatchObject({ title: 'Day 0', fromAt: start });
    expect(kept.at(-1)).toMatchObject({ title: 'Day 499', untilAt: null });
    for (const [index, row] of kept.entries())
      if (index > 0) expect(kept[index - 1]?.untilAt).toBe(row.fromAt);
  });

  test('while every door is closed the last profile counts, for a week', () => {
    const quiet = (at: string, title: string, softwareVersion: string): void => {
      const said = answer(NAME, unix(at), {
        profile: { title, softwareVersion, registrations: 'closed', rules: [] },
      });
      write({ ...said, isQuiet: true });
    };
    const current = (): unknown =>
      rows('SELECT title, softwareVersion AS version, registrations FROM profile WHERE untilAt IS NULL')[0];
    seen('2026-02-01', { title: 'Lantern' });
    quiet('2026-02-02', 'lantern.example.org', '4.4.3');
    expect(current()).toEqual({ title: 'Lantern', version: '4.4.3', registrations: 'open' });
    quiet('2026-02-08', 'lantern.example.org', '4.4.3');
    expect(current()).toMatchObject({ title: 'Lantern' });
    quiet('2026-02-10', 'lantern.example.org', '4.4.3');
    expect(current()).toMatchObject({ title: 'lantern.example.org', registrations: 'closed' });
    seen('2026-02-11', { title: 'Lantern' });
    quiet('2026-02-12', 'x', '4.4.3');
    expect(current()).toMatchObject({ title: 'Lantern' });
  });

  test('what a partial visit did not hear of is not taken for removed', () => {
    seen('2026-02-01', {});
    seen('2026-02-02', { description: null, rules: [] }, true);
    expect(rows(versions)).toHaveLength(1);
    seen('2026-02-03', { description: null, rules: [] });
    expect(rows('SELECT rules FROM profile ORDER BY fromAt')).toEqual([
      { rules: '["Be kind."]' },
      { rules: '[]' },
    ]);
  });
});

test('a refusal that goes on is one row, one that returns after months another', () => {
  const refused = (at: string, raw: string): void => {
    const said = answer(NAME, unix(at));
    const refusals = [{ figure: 'users', rule: 'negative', raw }] as const;
    write({ ...said, observation: { ...said.observation, refusals } });
  };
  refused('2026-02-01', '-1');
  refused('2026-02-02', '-2');
  refused('2026-08-01', '-3');
  expect(rows('SELECT fromAt, lastAt, raw FROM refusal ORDER BY fromAt')).toEqual([
    { fromAt: unix('2026-02-01'), lastAt: unix('2026-02-02'), raw: '-2' },
    { fromAt: unix('2026-08-01'), lastAt: unix('2026-08-01'), raw: '-3' },
  ]);
});

test('a complete activity week replaces a running one and is not replaced by it', () => {
  const told = (at: string, logins: number, isComplete: boolean): void => {
    const said = answer(NAME, unix(at));
    const weeks = [{ weekAt: unix('2026-02-02'), statuses: 1, logins, registrations: 2, isComplete }];
    write({ ...said, observation: { ...said.observation, weeks } });
  };
  told('2026-02-04', 10, false);
  told('2026-02-11', 30, true);
  told('2026-02-12', 3, false);
  expect(rows('SELECT logins FROM activityWeek')).toEqual([{ logins: 30 }]);
});

test('a week that somebody else published gives way to the instance that tells it', () => {
  db.prepare(
    "INSERT INTO source (id, name, url, note) VALUES (1, 'Survey', 'https://survey.example/', '')",
  ).run();
  const imported = db.prepare(
    'INSERT INTO activityWeek (instance, weekAt, logins, isComplete, source) VALUES (1, ?, 70, 1, 1)',
  );
  for (const monday of ['2026-02-02', '2026-02-09']) imported.run(unix(monday));
  const said = answer(NAME, unix('2026-02-04'));
  const weeks = [
    { weekAt: unix('2026-02-02'), statuses: 1, logins: 30, registrations: 2, isComplete: false },
  ];
  write({ ...said, observation: { ...said.observation, weeks } });
  expect(rows('SELECT logins, source FROM activityWeek ORDER BY weekAt')).toEqual([
    { logins: 30, source: null },
    { logins: 70, source: 1 },
  ]);
});

test('visits of one batch are recorded all together or not at all', () => {
  const good = {
    id: 1,
    result: answer(NAME, unix('2026-02-01')),
    plan: { state: 'up', failures: 0, failingSince: null, nextProbeAt: 0 } as const,
  };
  const ofNobody = { ...good, id: 999 };
  expect(() => record(db, [good, ofNobody])).toThrow(/FOREIGN KEY/);
  expect(rows('SELECT * FROM observation')).toEqual([]);
  expect(rows('SELECT lastVisitAt FROM instance')).toEqual([{ lastVisitAt: null }]);
});
