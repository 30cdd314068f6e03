/** The settings: whether they can be used, and what strangers learn from them. */
import { userAgent } from '../../crawler/probe.ts';
import type { CrawlerSettings } from '../../crawler/settings.ts';
import { programVersion } from '../../crawler/version.ts';
import { settingsComplaints } from '../command.ts';
import { fail, ok, warn, type Finding } from './finding.ts';

export function checkSettings(env: NodeJS.ProcessEnv): readonly Finding[] {
  const complaints = settingsComplaints(env);
  if (complaints.length === 0) return [ok('settings', 'all can be used')];
  return complaints.map((line) =>
    fail('settings', line, 'correct it in the environment or in .env; .env.example explains it'),
  );
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
