/** Lists of names alone. They are tried, and listed only once they answered. */
import type { Format } from '../format.ts';
import { readName } from '../reading.ts';

export const DOMAINS: Format = {
  name: 'domains',
  about:
    'names to try, one a line, or a CSV or JSON with a column of them; nothing is listed before it answered',
  publication: {
    name: 'lists of names',
    url: '',
    note: 'Names only.',
    licence: 'none stated; plain facts',
  },
  needs: [],
  isDated: true,
  read: readName,
};
