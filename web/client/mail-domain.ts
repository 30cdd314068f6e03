/** Whether an e-mail domain is on an instance's list. Pure, the same in the browser and in tests; it drops what stands before the @ unread. */

/** As the page gives it: dates as days since 1970-01-01 UTC, ends included. */
export type MailRule = {
  readonly domain: string;
  /** Whether names below it count as well. */
  readonly subdomains: boolean;
  readonly from: number | null;
  readonly until: number | null;
};

/** Longest name there is; more is no address. */
const MAX_LENGTH = 253;
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/**
 * The domain of an address, or of a domain written alone, as it goes over the wire: lower case, punycode, no final dot.
 * @returns `null` for what is no domain of two or more labels
 */
export function mailDomain(text: string): string | null {
  const written = text
    .slice(text.lastIndexOf('@') + 1)
    .trim()
    .replace(/[>.]+$/u, '');
  if (written === '' || written.length > MAX_LENGTH || /[\s/\\?#:%@[\]]/u.test(written)) return null;
  const address = `http://${written}/`;
  if (!URL.canParse(address)) return null;
  const { hostname } = new URL(address);
  const labels = hostname.split('.');
  const isName = labels.length > 1 && labels.every((label) => LABEL.test(label));
  return isName && !/^[\d.]+$/.test(hostname) ? hostname : null;
}

export type Verdict = {
  /** yes: on the list · ended: it was once · early: it will be · no: not on the list. */
  readonly answer: 'yes' | 'ended' | 'early' | 'no';
  /** The rule that says so; the narrowest where several do. */
  readonly rule: MailRule | null;
};

function matches(domain: string, rule: MailRule): boolean {
  return domain === rule.domain || (rule.subdomains && domain.endsWith(`.${rule.domain}`));
}

function standing({ from, until }: MailRule, today: number): 'yes' | 'ended' | 'early' {
  if (until !== null && until < today) return 'ended';
  return from !== null && from > today ? 'early' : 'yes';
}

const BEST_FIRST = ['yes', 'early', 'ended'] as const;

/**
 * @param domain as `mailDomain` returns it
 * @param today days since 1970-01-01 UTC
 */
export function admission(domain: string, rules: readonly MailRule[], today: number): Verdict {
  const fitting = rules
    .filter((rule) => matches(domain, rule))
    .toSorted((a, b) => b.domain.length - a.domain.length);
  for (const answer of BEST_FIRST) {
    const rule = fitting.find((candidate) => standing(candidate, today) === answer);
    if (rule !== undefined) return { answer, rule };
  }
  return { answer: 'no', rule: null };
}

/** What the page gives the check: the lists, and its own words. `{domain}` stands for the domain. */
export type EligibilityList = {
  /** Days since 1970-01-01 UTC. */
  readonly today: number;
  readonly instances: readonly {
    readonly name: string;
    readonly address: string;
    readonly isAnswering: boolean;
    readonly rules: readonly (MailRule & { readonly text: string })[];
  }[];
  readonly texts: Readonly<Record<Verdict['answer'] | 'bad' | 'silent', string>>;
};
