/** Guesses: right where there is something to go by, silent where there is not. */
import { expect, test } from 'vitest';
import { guessCountry, guessLanguage, guessTopics } from '../../db/catalogue/guesses.ts';

const hints = (domain: string, title: string | null = null, description: string | null = null) => ({
  domain,
  title,
  description,
});

test.each([
  ['toots.example.fr', 'FR'],
  ['social.exemple.bzh', 'FR'],
  ['masto.co.uk', 'GB'],
  ['mastodon.scot', 'GB'],
  ['example.jp', 'JP'],
  ['vanity.io', null],
  ['video.tv', null],
  ['about.me', null],
  ['mastodon.social', null],
  ['union.eu', null],
  ['constructor', null],
])('%s is guessed to be in %s', (domain, country) => {
  expect(guessCountry({ domain })).toBe(country);
});

test.each([
  [
    'by little words',
    hints('example.org', 'Les Vaches', 'Une instance ouverte à qui veut parler des vaches et des prés'),
    'fr',
  ],
  [
    'by little words of German',
    hints('example.social', null, 'Ein Server für alle, die gerne schreiben und lesen'),
    'de',
  ],
  [
    'by little words of English',
    hints('example.fr', null, 'A place for people who like the sea and the sky'),
    'en',
  ],
  ['by the script', hints('example.com', 'ゲーム好きのためのサーバー'), 'ja'],
  ['by Cyrillic letters', hints('example.com', 'Уютный уголок'), 'ru'],
  ['by letters that only Ukrainian has', hints('example.com', 'Затишний куточок для всіх'), 'uk'],
  ['by the ending, for want of words', hints('example.nl', 'Kikker'), 'nl'],
  ['not at all', hints('example.social', 'Harbour'), null],
  ['not by two words that could be chance', hints('example.social', 'Le rock'), null],
])('the language is guessed %s', (_, given, language) => {
  expect(guessLanguage(given)).toBe(language);
});

test.each([
  [hints('fosstodon.example', 'Linux and open source'), ['tech']],
  [hints('musicians.example', 'Queer musicians'), ['lgbt', 'music']],
  [hints('party.example', 'A party of smart people'), []],
  [hints('gamedev.example', null), ['games']],
  [hints('example.org', 'Bibliothèque de livres'), ['books']],
  [hints('example.org', null), []],
])('topics are guessed by whole words, long ones also inside others (%j)', (given, topics) => {
  expect(guessTopics(given)).toEqual(topics);
});
