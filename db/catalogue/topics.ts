/** The vocabularies of the catalogue: topics and kinds of operator. Imports nothing and does nothing. */

/** The topics of joinmastodon.org, so that lists can be exchanged with it. */
export const TOPICS = [
  'academia',
  'activism',
  'adult',
  'art',
  'bipoc',
  'books',
  'food',
  'furry',
  'games',
  'general',
  'hobby',
  'humor',
  'journalism',
  'lgbt',
  'music',
  'regional',
  'religion',
  'science',
  'sports',
  'tech',
] as const;
export type Topic = (typeof TOPICS)[number];

/** Who runs an instance. isp: an Internet provider, also one run by its members; other: known, but none of these. */
export const OPERATOR_TYPES = [
  'state',
  'association',
  'company',
  'individual',
  'isp',
  'university',
  'cooperative',
  'press',
  'other',
] as const;
export type OperatorType = (typeof OPERATOR_TYPES)[number];

/** What people type for a topic, in English and French. */
export const TOPIC_WORDS: Readonly<Record<Topic, string>> = {
  academia: 'academia research université recherche enseignement',
  activism: 'activism politics militantisme politique',
  adult: 'adult adulte',
  art: 'art arts création',
  bipoc: 'bipoc antiracisme',
  books: 'books literature livres littérature lecture',
  food: 'food cooking cuisine gastronomie',
  furry: 'furry',
  games: 'games gaming jeux',
  general: 'general généraliste',
  hobby: 'hobby hobbies loisirs',
  humor: 'humor humour',
  journalism: 'journalism news journalisme presse',
  lgbt: 'lgbt lgbtq queer',
  music: 'music musique',
  regional: 'regional local régional',
  religion: 'religion',
  science: 'science sciences',
  sports: 'sports sport',
  tech: 'tech technology software technologie informatique logiciel libre',
};
