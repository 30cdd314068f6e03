/** English texts of graphs outside their pages: pictures, frames, badges, and the box that gives their addresses. */
export const embed = {
  network: 'The fediverse',
  publicSector: (country: string | null) =>
    country === null ? 'Public sector' : `Public sector, ${country}`,
  subject: (of: string, figure: string) => `${of} · ${figure}`,
  asOf: (date: string) => `As of ${date}`,
  asOfCovered: (date: string, share: string) => `As of ${date}; ${share} of instances read that day`,
  imported: (date: string) => `As of ${date}, imported`,
  nothing: 'Nothing known yet',
  open: 'Open on Herdbook',
  share: 'Embed',
  shareText:
    'Paste one of these into your own page. They need no script and keep themselves current. The words theme (light, dark), width, height, lang, range and mode may be added to each address.',
  frame: 'As a frame, with its values',
  picture: 'As a picture',
  preview: 'Picture for chats and slides (PNG)',
  badges: {
    users: 'accounts',
    active: 'active this month',
    statuses: 'toots',
    registrations: 'sign-up',
    availability: 'answered, 90 days',
    software: 'software',
    unknown: 'unknown',
  },
};
