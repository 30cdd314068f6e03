import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plain } from '../../crawler/text.ts';

describe('plain', () => {
  test.for<[string, string, string]>([
    ['leaves ordinary text alone', 'Ein Ort für Gespräche – 日本語 🐘', 'Ein Ort für Gespräche – 日本語 🐘'],
    [
      'parts the words of neighbouring blocks',
      '<p>One</p><p>two<br>three</p><ul><li>four</li></ul>',
      'One two three four',
    ],
    ['joins what inline markup parts', 'a<b>b</b>c', 'abc'],
    [
      'drops scripts, styles and handlers',
      '<script>alert(1)</script><style>p{}</style><img src=x onerror=alert(1)>ok',
      'ok',
    ],
    [
      'decodes entities once',
      'Q&amp;A &lt;b&gt; &#39;x&#39; &quot;y&quot; &eacute; &amp;lt;',
      'Q&A <b> \'x\' "y" é &lt;',
    ],
    ['keeps signs that are no markup', 'I <3 you & 1 < 2 > 0', 'I <3 you & 1 < 2 > 0'],
    ['folds white space and line ends', ' a\r\n\tb\u2028c\u0085d   e ', 'a b c d e'],
    ['forges no log line', 'x\r\n2026-01-01 INFO admin logged in', 'x 2026-01-01 INFO admin logged in'],
    ['removes controls and terminal codes', 'a\u0000b\u0007c\u001b[31md', 'abc[31md'],
    ['removes direction overrides', 'mastodon\u202elaicos.\u202c\u2066\u200f', 'mastodonlaicos.'],
    ['removes characters without width', 'a\u200bb\ufeffc\u2060d\u00ade\u034ff\u3164g', 'abcdefg'],
    ['keeps right-to-left text itself', 'שלום مرحبا', 'שלום مرحبا'],
    [
      'keeps joiners that Persian and the Indic scripts spell with',
      'می\u200cخواهم क्\u200dष',
      'می\u200cخواهم क्\u200dष',
    ],
    ['keeps emoji that are glued together', '👨\u200d👩\u200d👧 🏳️\u200d🌈', '👨\u200d👩\u200d👧 🏳️\u200d🌈'],
    ['removes joiners between letters that need none', 'pay\u200dpal\u200c.com \u200d', 'paypal.com'],
    ['keeps three marks on a letter', `Z${'\u0301'.repeat(900)}a`, `Z${'\u0301'.repeat(3)}a`],
    ['makes lone surrogates well-formed', 'a\ud800b', 'a\ufffdb'],
    ['answers nothing for markup alone', '<img src=x><script>1</script>', ''],
  ])('%s', ([, hostile, expected]) => {
    expect(plain(hostile, 600)).toBe(expected);
  });

  test('cuts between graphemes and says so', () => {
    expect(plain('abcdef', 6)).toBe('abcdef');
    expect(plain('abcdefg', 6)).toBe('abcde…');
    expect(plain('ab 👨‍👩‍👧‍👦 cd', 6)).toBe('ab…');
    expect(plain('aaaa🐘🐘', 6)).toBe('aaaa…');
  });

  test('finds the words behind long markup', () => {
    expect(plain(`<a href="https://example.org/${'x'.repeat(1_500)}">word</a>`, 200)).toBe('word');
  });
});

describe('whatever comes in', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(
        fc.constantFrom(
          '<',
          '>',
          '&',
          '&lt;',
          '<p>',
          '</b',
          '\u200d',
          '\u0301',
          '👩',
          '\ud83d',
          ' ',
          'a',
          '\u202e',
          '"',
        ),
        { maxLength: 80 },
      )
      .map((parts) => parts.join('')),
  );

  test('comes out as one well-formed visible line of bounded length', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 60 }), (told, maxLength) => {
        const line = plain(told, maxLength);
        expect(line.length).toBeLessThanOrEqual(maxLength);
        expect(line.isWellFormed()).toBe(true);
        expect(line).toBe(line.trim());
        expect(line).not.toMatch(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u);
        expect(line).not.toMatch(/\p{M}{4}/u);
      }),
      { numRuns: 1_000 },
    );
  });

  test('costs little, however long and however built', () => {
    const shapes = [
      '<',
      '&',
      '<a',
      '</',
      '<!--',
      '&lt;',
      '\u0301',
      '\u200d',
      ' ',
      '<p>',
      '<p title="',
      '👩\u200d',
      '\u0915\u200d',
      '&#',
    ];
    for (const shape of shapes) {
      const told = shape.repeat(Math.ceil(5_000_000 / shape.length));
      const started = performance.now();
      plain(told, 1_000);
      expect(performance.now() - started).toBeLessThan(250);
    }
  });
});
