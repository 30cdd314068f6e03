/** What the doctor says of one thing. */

export type Level = 'ok' | 'warn' | 'fail';
export type Finding = {
  readonly about: string;
  readonly level: Level;
  readonly words: string;
  /** What to do; `null`: nothing. */
  readonly advice: string | null;
};

export function ok(about: string, words: string): Finding {
  return { about, level: 'ok', words, advice: null };
}
export function warn(about: string, words: string, advice: string): Finding {
  return { about, level: 'warn', words, advice };
}
export function fail(about: string, words: string, advice: string): Finding {
  return { about, level: 'fail', words, advice };
}
