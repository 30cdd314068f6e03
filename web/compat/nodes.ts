/** /nodes.json: the names of all instances that answered their last visit, as a bare array. */
import type { Catalogue } from './census.ts';

export function nodes({ app, listed, sendPacked }: Catalogue): void {
  app.get('/nodes.json', (request, reply) =>
    sendPacked(request, reply, 'nodes', () =>
      JSON.stringify(
        listed()
          .filter(({ state }) => state === 'up')
          .map(({ domain }) => domain)
          .toSorted(),
      ),
    ),
  );
}
