/** Guesses what an instance does not say and nobody has looked up: country, language, topic. Pure. A guess is never stored, and never shown without being called one. */
import { TOPICS } from './topics.ts';
import type { Topic } from './topics.ts';

/** What there is to guess from; texts as the instance told them. */
export type Hints = {
  readonly domain: string;
  readonly title: string | null;
  /** Looked at only for the language. */
  readonly description: string | null;
};

/** Endings that people of a country take for their own; those sold world-wide as words (.io, .me, .tv, .social) say nothing. */
const ENDINGS: Readonly<Record<string, readonly [country: string, language: string | null]>> = {
  ar: ['AR', 'es'],
  at: ['AT', 'de'],
  au: ['AU', 'en'],
  be: ['BE', null],
  berlin: ['DE', 'de'],
  br: ['BR', 'pt'],
  bzh: ['FR', 'fr'],
  ca: ['CA', null],
  cat: ['ES', 'ca'],
  ch: ['CH', null],
  cl: ['CL', 'es'],
  cn: ['CN', 'zh'],
  cologne: ['DE', 'de'],
  cz: ['CZ', 'cs'],
  de: ['DE', 'de'],
  dk: ['DK', 'da'],
  ee: ['EE', 'et'],
  es: ['ES', 'es'],
  eus: ['ES', 'eu'],
  fi: ['FI', 'fi'],
  fr: ['FR', 'fr'],
  gal: ['ES', 'gl'],
  gr: ['GR', 'el'],
  hamburg: ['DE', 'de'],
  hu: ['HU', 'hu'],
  ie: ['IE', 'en'],
  it: ['IT', 'it'],
  jp: ['JP', 'ja'],
  koeln: ['DE', 'de'],
  kr: ['KR', 'ko'],
  lt: ['LT', 'lt'],
  lu: ['LU', null],
  lv: ['LV', 'lv'],
  mx: ['MX', 'es'],
  nl: ['NL', 'nl'],
  no: ['NO', 'no'],
  nrw: ['DE', 'de'],
  nz: ['NZ', 'en'],
  paris: ['FR', 'fr'],
  pl: ['PL', 'pl'],
  pt: ['PT', 'pt'],
  quebec: ['CA', 'fr'],
  re: ['FR', null],
  ro: ['RO', 'ro'],
  ru: ['RU', 'ru'],
  ruhr: ['DE', 'de'],
  saarland: ['DE', 'de'],
  scot: ['GB', 'en'],
  se: ['SE', 'sv'],
  si: ['SI', 'sl'],
  sk: ['SK', 'sk'],
  swiss: ['CH', null],
  tokyo: ['JP', 'ja'],
  tr: ['TR', 'tr'],
  tw: ['TW', 'zh'],
  ua: ['UA', 'uk'],
  uk: ['GB', 'en'],
  us: ['US', 'en'],
  wales: ['GB', null],
  wien: ['AT', 'de'],
};

function endingOf(domain: string): readonly [string, string | null] | undefined {
  const ending = domain.slice(domain.lastIndexOf('.') + 1);
  return Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : undefined;
}

/** ISO 3166-1 alpha-2, by the ending of the domain. */
export function guessCountry({ domain }: Pick<Hints, 'domain'>): string | null {
  return endingOf(domain)?.[0] ?? null;
}

/** Scripts that one language is written in; Japanese before Chinese, whose signs it uses too. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\u3040-\u30ff]/, 'ja'],
  [/[\uac00-\ud7af]/, 'ko'],
  [/[\u4e00-\u9fff]{2}/, 'zh'],
  [/[іїєґ]/i, 'uk'],
  [/[\u0400-\u04ff]{3}/, 'ru'],
  [/[\u0370-\u03ff]{3}/, 'el'],
  [/[\u0590-\u05ff]{2}/, 'he'],
  [/[\u0600-\u06ff]{2}/, 'ar'],
  [/[\u0e00-\u0e7f]{2}/, 'th'],
];

/** Frequent little words. Those of several languages speak for each of them. */
const LITTLE_WORDS: Readonly<Record<string, string>> = {
  ca: 'amb els dels una per als aquesta servidor',
  da: 'og til som for det den på med ikke',
  de: 'und der die das für ein eine mit ist auf den nicht wir alle aus im zu von',
  en: 'the and for of with is to a in our are people',
  es: 'el los las una para con por del que en de y comunidad',
  fi: 'ja on että kaikille suomalainen',
  fr: 'les des une pour et est sur avec vous nous dans qui du au aux la le ouverte de en',
  it: 'il gli una per con di che della dei e la un italiana',
  nl: 'het een voor van en op met de is niet',
  pl: 'dla się jest na i w oraz polski',
  pt: 'uma para com os não do da em e de comunidade',
  sv: 'och för är som en på till med',
};
const SPEAKERS: ReadonlyMap<string, readonly string[]> = speakers();

function speakers(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [language, words] of Object.entries(LITTLE_WORDS)) {
    for (const word of words.split(' ')) found.set(word, [...(found.get(word) ?? []), language]);
  }
  return found;
}

/** Fewer little words than this are chance. */
const WORDS_NEEDED = 3;

/** BCP 47 primary subtag, by the script, else by little words, else by the ending of the domain. */
export function guessLanguage(hints: Hints): string | null {
  const text = `${hints.title ?? ''} ${hints.description ?? ''}`;
  const script = SCRIPTS.find(([pattern]) => pattern.test(text));
  return script?.[1] ?? languageOfWords(text) ?? endingOf(hints.domain)?.[1] ?? null;
}

function languageOfWords(text: string): string | null {
  const counts = new Map<string, number>();
  for (const word of wordsOf(text)) {
    for (const language of SPEAKERS.get(word) ?? []) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  const [first, second] = [...counts].toSorted(([, a], [, b]) => b - a);
  if (first === undefined || first[1] < WORDS_NEEDED) return null;
  return first[1] > (second?.[1] ?? 0) ? first[0] : null;
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().split(/[^\p{L}]+/u);
}

/** Words that give a topic away; those of five letters and more also as a part of a word. */
const TOPIC_HINTS: Readonly<Partial<Record<Topic, string>>> = {
  academia: 'academic academia scholar university université universität research hochschule',
  activism: 'activist anarchist anarchism climate antifa solidarity commons',
  adult: 'nsfw porn kink hentai',
  art: 'art arts artist artists artistes kunst design illustration pixelart',
  books: 'books bookwyrm library literature literatur bibliothek livres lecture bouquins reading',
  food: 'food cooking cuisine coffee beer vegan',
  furry: 'furry furries fur',
  games: 'games gaming gamedev gamer gamers rpg ttrpg minecraft pokemon speedrun jeux spiele',
  humor: 'humor humour memes shitposting',
  journalism: 'journalism journalist journalists newsroom presse press',
  lgbt: 'lgbt lgbtq lgbtqia queer gay lesbian trans transgender',
  music: 'music musique musik musicians metalhead funkwhale',
  religion: 'christian catholic church muslim islam buddhist quaker',
  science: 'science sciences scientist physics biology astronomy wissenschaft',
  sports: 'sports sport football soccer cycling hockey',
  tech: 'tech technology linux opensource developers programming infosec hacker hackers hackerspace foss floss devops',
};
const HINTS = TOPICS.flatMap((topic) =>
  (TOPIC_HINTS[topic] ?? '').split(' ').map((word) => [word, topic] as const),
).filter(([word]) => word !== '');
const TOPIC_OF: ReadonlyMap<string, Topic> = new Map(HINTS);
const LONG = 5;
/** One pattern for all words: a text without any of them, which is most, costs a single look. */
const TOPIC_PATTERN = new RegExp(
  `(?<![a-zà-ÿ])(?:${hintsOf((word) => word.length < LONG)})(?![a-zà-ÿ])|${hintsOf((word) => word.length >= LONG)}`,
  'g',
);

/** The longest first, so that a word is not cut short by its beginning. */
function hintsOf(test: (word: string) => boolean): string {
  const words = HINTS.map(([word]) => word).filter(test);
  return words.toSorted((a, b) => b.length - a.length).join('|');
}

/** Texts whose topics are at hand: each past day that somebody looks at has nearly the same ones again. */
const MOST_TEXTS = 100_000;
const guessed = new Map<string, readonly Topic[]>();

/** Topics by the words of title and domain, in the order met. */
export function guessTopics({ domain, title }: Pick<Hints, 'domain' | 'title'>): readonly Topic[] {
  const text = `${title ?? ''} ${domain}`;
  const known = guessed.get(text);
  if (known !== undefined) return known;
  const topics = topicsIn(text.toLowerCase());
  if (guessed.size >= MOST_TEXTS) guessed.clear();
  guessed.set(text, topics);
  return topics;
}

function topicsIn(text: string): readonly Topic[] {
  const topics = [...text.matchAll(TOPIC_PATTERN)].flatMap(([word]) => TOPIC_OF.get(word) ?? []);
  return topics.length > 1 ? [...new Set(topics)] : topics;
}
