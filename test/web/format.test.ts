/** Numbers, dates and names as readers of each language write them. */
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../web/format.ts';

const { en, fr } = FORMATS;
/** 2026-05-03 14:05 UTC */
const AT = 1_777_817_100;

describe('formats', () => {
  it('group digits as the language does', () => {
    expect(en.full(1_234_567)).toBe('1,234,567');
    expect(fr.full(1_234_567)).toBe('1\u202f234\u202f567');
  });

  it('shorten large numbers to three digits', () => {
    expect(en.compact(542_343)).toBe('542K');
    expect(en.compact(81_123_456)).toBe('81.1M');
    expect(fr.compact(81_123_456)).toBe('81,1\u00a0M');
  });

  it('show unknown as a dash and never as zero', () => {
    for (const format of [en.full, en.compact, en.signed, en.percent, fr.full])
      expect(format(null)).toBe('–');
    expect(en.full(0)).toBe('0');
  });

  it('sign changes with a true minus', () => {
    expect([en.signed(12), en.signed(-12), en.signed(0)]).toEqual(['+12', '−12', '0']);
    expect(fr.signed(-1_200)).toBe('−1\u202f200');
  });

  it('drop the decimal of a share once it passes one', () => {
    expect(en.percent(0.1339)).toBe('13.4%');
    expect(en.percent(2.181)).toBe('218%');
    expect(fr.percent(0.1339)).toBe('13,4\u00a0%');
  });

  it('write dates and times in UTC', () => {
    expect(en.date(AT)).toBe('3 May 2026');
    expect(fr.date(AT)).toBe('3 mai 2026');
    expect(en.moment(AT)).toContain('14:05 UTC');
    expect(fr.moment(AT)).toContain('14:05 UTC');
  });

  it('write the first of a month as the French do', () => {
    const first = Date.UTC(2026, 2, 1) / 1000;
    expect([fr.date(first), fr.dayMonth(first)]).toEqual(['1er mars 2026', '1er mars']);
    expect(fr.moment(first)).toMatch(/^1er mars 2026/);
    expect(fr.date(first + 10 * 86_400)).toBe('11 mars 2026');
    expect(en.date(first)).toBe('1 March 2026');
  });

  it('tell ages in the largest whole unit', () => {
    expect(en.relative(AT - 3 * 86_400, AT)).toBe('3 days ago');
    expect(fr.relative(AT + 7_200, AT)).toBe('dans 2 heures');
    expect(en.relative(AT, AT)).toBe('now');
  });

  it('name languages, and leave alone what is no language', () => {
    expect(en.language('pt-BR')).toBe('Brazilian Portuguese');
    expect(fr.language('oc')).toBe('occitan');
    expect(fr.language('english (uk)')).toBe('english (uk)');
  });
});
