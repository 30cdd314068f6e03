/** The settings: whether they can be used, and what strangers learn from them. */
import { userAgent } from '../../crawler/probe.ts';
import type { CrawlerSettings } from '../../crawler/settings.ts';
import { programVersion } from '../../crawler/version.ts';
import type { Env } from '../../db/settings.ts';
import { settingsComplaints, strangerText, strangeSettings } from '../settings.ts';
import { fail, ok, warn, type Finding } from './finding.ts';

const ADVICE = 'correct it in the environment or in .env; .env.example explains it';

export type SettingsFound = {
  readonly findings: readonly Finding[];
  /** The environment without what cannot be used: with it, everything else can be looked at all the same. */
  readonly usable: Env;
};

export function checkSettings(env: Env): SettingsFound {
  const complaints = settingsComplaints(env);
  const bad = new Set(complaints.map(({ name }) => name));
  const strangers = strangeSettings(env).map((one) => warn('settings', strangerText(one), ADVICE));
  const words = bad.size === 0 ? 'all can be used' : 'the others can be used; what follows goes by them';
  return {
    findings: [
      ...complaints.map(({ line }) => fail('settings', line, ADVICE)),
      ...strangers,
      ok('settings', words),
    ],
    usable: Object.fromEntries(Object.entries(env).filter(([name]) => !bad.has(name))),
  };
}

export function checkIdentity(settings: CrawlerSettings): readonly Finding[] {
  const agent = userAgent(settings, programVersion());
  const { hostname } = new URL(settings.publicUrl);
  const isHere = /^(?:127\.|localhost$|\[::1?\]$|0\.0\.0\.0$)/.test(hostname);
  return [
    isHere
      ? warn(
          'public address',
          `${settings.publicUrl} leads nowhere for others`,
          'set PUBLIC_URL: the user agent names it, and links in feeds and embeds are made of it',
        )
      : ok('public address', settings.publicUrl),
    settings.contact === null
      ? warn('contact', 'administrators of instances find nobody to write to', 'set CONTACT')
      : ok('contact', settings.contact),
    ok('user agent', agent),
  ];
}
