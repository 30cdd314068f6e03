/** The check of an e-mail domain: subdomains, capitals, international names, final dots, and never a look at what stands before the @. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admission, mailDomain, type MailRule } from '../../../web/client/mail-domain.ts';

const rule = (domain: string, subdomains = false, more: Partial<MailRule> = {}): MailRule => ({
  domain,
  subdomains,
  from: null,
  until: null,
  ...more,
});
const TODAY = 20_000;

describe('the domain of an address', () => {
  it.each([
    ['insee.fr', 'insee.fr'],
    ['someone@insee.fr', 'insee.fr'],
    ['  Someone@INSEE.FR. ', 'insee.fr'],
    ['"odd @ name"@pm.gouv.fr', 'pm.gouv.fr'],
    ['Some One <someone@pm.gouv.fr>', 'pm.gouv.fr'],
    ['@pm.gouv.fr', 'pm.gouv.fr'],
    ['x@bücher.example', 'xn--bcher-kva.example'],
    ['x@XN--BCHER-KVA.example', 'xn--bcher-kva.example'],
    ['x@ＩＮＳＥＥ.fr', 'insee.fr'],
  ])('%s → %s', (text, domain) => {
    expect(mailDomain(text)).toBe(domain);
  });

  it.each([
    '',
    ' ',
    '@',
    'someone@',
    'fr',
    'someone@fr',
    'a..b.fr',
    '.fr',
    '127.0.0.1',
    'x@[127.0.0.1]',
    '0x7f.1',
    'x@insee.fr/path',
    'x@insee.fr:25',
    'x@in see.fr',
    'x@-insee.fr',
    `x@${'a'.repeat(64)}.fr`,
    'javascript:alert(1)',
    'x'.repeat(400),
  ])('%j is none', (text) => {
    expect(mailDomain(text)).toBeNull();
  });

  it('is the same whoever writes, and whatever stands before the @', () => {
    fc.assert(
      fc.property(fc.string(), fc.domain(), (local, domain) => {
        expect(mailDomain(`${local}@${domain}`)).toBe(mailDomain(domain));
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const domain = mailDomain(text);
        expect(domain === null || domain === mailDomain(domain)).toBe(true);
      }),
    );
  });
});

describe('the list', () => {
  const rules = [rule('gouv.fr', true), rule('univ.example'), rule('insee.fr')];
  it.each([
    ['gouv.fr', 'yes'],
    ['pm.gouv.fr', 'yes'],
    ['a.b.interieur.gouv.fr', 'yes'],
    ['notgouv.fr', 'no'],
    ['gouv.fr.evil.example', 'no'],
    ['insee.fr', 'yes'],
    ['sub.insee.fr', 'no'],
    ['univ.example', 'yes'],
    ['etu.univ.example', 'no'],
  ])('%s: %s', (domain, answer) => {
    expect(admission(domain, rules, TODAY).answer).toBe(answer);
  });

  it('knows days: not yet, today, the last day, no longer', () => {
    const dated = [rule('insee.fr', false, { from: 10, until: 20 })];
    const answers = [9, 10, 20, 21].map((day) => admission('insee.fr', dated, day).answer);
    expect(answers).toEqual(['early', 'yes', 'yes', 'ended']);
  });

  it('takes a rule that holds over one that ended, and names the narrowest', () => {
    const both = [rule('gouv.fr', true), rule('pm.gouv.fr', true, { until: 5 }), rule('x.pm.gouv.fr')];
    expect(admission('pm.gouv.fr', both, TODAY)).toEqual({ answer: 'yes', rule: both[0] });
    expect(admission('x.pm.gouv.fr', both, TODAY).rule).toBe(both[2]);
  });

  it('admits a name below exactly where the rule says so', () => {
    fc.assert(
      fc.property(
        fc.domain(),
        fc.stringMatching(/^[a-z]{1,8}$/),
        fc.boolean(),
        (domain, label, subdomains) => {
          const [name] = [mailDomain(domain)];
          fc.pre(name !== null);
          const below = admission(`${label}.${name}`, [rule(name ?? '', subdomains)], TODAY).answer;
          expect(below).toBe(subdomains ? 'yes' : 'no');
          expect(admission(`${label}${name}`, [rule(name ?? '', subdomains)], TODAY).answer).toBe('no');
        },
      ),
    );
  });
});
