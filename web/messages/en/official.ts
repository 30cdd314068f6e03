/** English texts of the public sector: registry, evidence, and the check of an e-mail domain. */
import { FORMATS } from '../../format.ts';

const { full } = FORMATS.en;

export const official = {
  title: 'Public sector',
  lede: 'Instances run by states, regions, cities, universities and the European Union, each with what proves it.',
  inCountry: (country: string) => `Public sector: ${country}`,
  countries: 'Country',
  allCountries: (count: number) => `All (${full(count)})`,
  country: (name: string, count: number) => `${name} (${full(count)})`,
  check: 'Can I join with this address?',
  checkText:
    'Some of these instances admit only addresses under certain e-mail domains. The check runs in this browser, on what stands after the @ alone. Nothing is sent, nothing is kept.',
  checkLabel: 'Your e-mail address, or what comes after the @',
  checkButton: 'Check',
  checkNoScript:
    'The check needs JavaScript, so that nothing has to be sent. Without it, look your domain up in the lists below.',
  checkNone: 'No instance here admits by e-mail domain, as far as is known.',
  answers: {
    yes: (domain: string) => `${domain} is on the list of`,
    ended: (domain: string) => `${domain} was once on the list of`,
    early: (domain: string) => `${domain} will be on the list of`,
    no: (domain: string) =>
      `${domain} is on no list known here. The operator has the last word, and lists grow: ask there.`,
    bad: 'That is no e-mail domain. Write your address, or something like insee.fr.',
    silent: 'It did not answer when last visited.',
  },
  lists: 'Admitted e-mail domains',
  listOf: (name: string, count: number) => `${name}: ${full(count)} ${count === 1 ? 'domain' : 'domains'}`,
  rule: (domain: string, subdomains: boolean) => (subdomains ? `${domain} and all names below it` : domain),
  since: (rule: string, date: string) => `${rule}, since ${date} at the latest`,
  until: (rule: string, date: string) => `${rule}, until ${date}`,
  source: 'source',
  figures: 'Together',
  growth: 'How it grows',
  notCounted: 'Nothing has been measured of these instances yet.',
  asOf: (date: string, counted: number, known: number) =>
    `As of ${date}, summed over ${full(counted)} of the ${full(known)} instances listed below.`,
  list: 'The instances',
  badge: (country: string) => `Public body, ${country}`,
  badgeHint: 'see what proves it',
  runBy: 'Run by a public body',
  operator: 'Operator',
  levels: {
    state: 'State',
    region: 'Region or federal state',
    city: 'City',
    eu: 'European Union',
    university: 'Education and research',
  },
  level: 'Level',
  admits: 'Who gets an account',
  admissions: {
    addresses: 'holders of an e-mail address on its list',
    members: 'people who log in through their institution',
    organisations: 'public bodies, not individuals',
    public: 'everybody',
  },
  stage: 'How it stands',
  stages: {
    experimental: 'Experimental',
    stable: 'Established',
    closing: 'Closing',
    closed: 'Closed',
  },
  stageSince: (stage: string, date: string) => `${stage} since ${date}`,
  stageUndated: (stage: string) => `${stage}, date not known`,
  evidence: 'What proves it',
  kinds: {
    suffix: (value: string) => `Its name lies under ${value}, which this body alone hands out`,
    'mutual-link': (value: string) => `${value} links to it, and it links back`,
    wikidata: (value: string) => `The operator on Wikidata: ${value}`,
    dns: (value: string) => `DNS record: ${value}`,
    announcement: (value: string) => `“${value}”`,
  },
  verified: (date: string) => `Evidence last read on ${date}.`,
  notVerified: 'Nobody has read the evidence again since it was written down.',
  notInRegister: 'not visited',
  propose:
    'Something missing or wrong? One entry is one piece of JSON in db/official/instances.json; docs/official.md says how.',
  data: 'This list as JSON',
};
