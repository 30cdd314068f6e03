/** The directory's filters as parameters of the API: their schema and what they mean. Refuses what it does not know, by name. */
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { byFacet, FACET_VALUES, FACETS, isListedFacet, readValue } from '../../../db/directory/filter.ts';
import type { DirectoryFilter, FacetName } from '../../../db/directory/filter.ts';
import { RequestError } from '../../failure.ts';
import { OneOf } from './schemas.ts';

const MEANINGS: Readonly<Record<FacetName, string>> = {
  language: 'Language subtags, such as fr; they find fr-CA too.',
  registrations: 'Who may sign up.',
  size: 'Registered accounts: tiny under 10, small under 100, medium under 1,000, large under 10,000, huge from there.',
  topic: 'Topics, as the catalogue has them.',
  country: 'ISO 3166-1 codes of two letters, or EU, as the catalogue has them.',
  region: 'Regions or towns, as the catalogue spells them.',
  operatorType: 'Who runs it, as the catalogue has it.',
  software: 'NodeInfo names.',
  version: 'Major and minor numbers of the software, such as 4.5.',
  upkeep:
    'How its software is kept up: current (the newest stable branch or later), behind, unsupported (no fixes any more).',
  growth:
    'Accounts over 30 days: shrinking (2 % or more), steady, growing (2 % or more), fast (10 % or more).',
  age: 'Known for: new (under a year), year (1 to 3 years), years3 (3 to 5), years5 (5 and more).',
  availability:
    'Visits answered over 90 days: poor (under 80 %), fair (80 %), good (95 %), best (99.5 % and more).',
  minimumAge: 'Years that people have to be, as the instance says.',
  limitedFederation: 'Whether it talks to chosen instances only.',
  state: 'State at the last visit.',
};

function facetParameter(name: FacetName) {
  const values = isListedFacet(name)
    ? ` A comma list of: ${FACET_VALUES[name].join(', ')}.`
    : ' A comma list.';
  return Type.Optional(Type.String({ maxLength: 500, description: `${MEANINGS[name]}${values}` }));
}

const Users = (description: string) => Type.Optional(Type.Integer({ minimum: 0, description }));

export const FilterParameters = {
  q: Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'Words that domain, title, description, operator, topics or region all have to hold.',
    }),
  ),
  ...byFacet(facetParameter),
  minUsers: Users('At least so many registered accounts.'),
  maxUsers: Users('At most so many registered accounts.'),
  guesses: Type.Optional(
    OneOf(['yes', 'no'], {
      description:
        'Whether guessed languages, countries and topics count where nothing better is known: no by default.',
    }),
  ),
};
const FilterQuery = Type.Object(FilterParameters);

/** @throws RequestError naming the filter and the value that it does not know */
export function readFilter(query: Static<typeof FilterQuery>): DirectoryFilter {
  const lists: { [Name in FacetName]?: readonly string[] } = {};
  for (const name of FACETS) {
    const text = query[name];
    if (text !== undefined) lists[name] = text.split(',').map((value) => valueIn(name, value.trim()));
  }
  const { q, minUsers, maxUsers, guesses } = query;
  if (minUsers !== undefined && maxUsers !== undefined && minUsers > maxUsers)
    throw new RequestError(400, 'invalid-parameter', 'minUsers has to be at most maxUsers.');
  return {
    ...(q === undefined ? {} : { q }),
    ...lists,
    ...(minUsers === undefined ? {} : { minUsers }),
    ...(maxUsers === undefined ? {} : { maxUsers }),
    ...(guesses === 'yes' ? { guesses: true } : {}),
  };
}

function valueIn(name: FacetName, text: string): string {
  const value = readValue(name, text);
  if (value !== null) return value;
  const known = isListedFacet(name) ? ` It knows: ${FACET_VALUES[name].join(', ')}.` : '';
  throw new RequestError(400, 'invalid-parameter', `${name} does not know "${text}".${known}`);
}
