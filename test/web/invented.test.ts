/** What the demo's pages say of themselves. */
import { expect, test } from 'vitest';
import { AT0, insertInstance, insertLatest } from '../rows.ts';
import { served } from './served.ts';

test.each([
  ['/en', 'this fediverse is invented'],
  ['/fr/instances/a.test', 'ce fédivers est inventé'],
  ['/en/nowhere', 'this fediverse is invented'],
  ['/embed/network/users?lang=en', 'this fediverse is invented'],
])('%s says that it is invented, where the demo runs only', async (path, words) => {
  const fill: Parameters<typeof served>[0] = (db) => {
    insertLatest(db, insertInstance(db, 'a.test', { lastVisitAt: AT0, lastAnswerAt: AT0 }), { users: 3 });
  };
  const demo = await served(fill, { INVENTED: 'yes' });
  expect((await demo.app.inject(path)).payload).toContain(words);
  const real = await served(fill);
  expect((await real.app.inject(path)).payload).not.toContain(words);
});
