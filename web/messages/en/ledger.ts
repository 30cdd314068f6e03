/** English texts of the ledger of an instance's figures. */
const from = (day: string, until: string | null): string =>
  until === null ? `from ${day} on` : day === until ? `on ${day}` : `from ${day} to ${until}`;

export const ledger = {
  title: 'What each figure is worth',
  figure: 'Figure',
  value: 'Value',
  standing: 'Standing',
  at: 'Observed',
  from: 'read from',
  told: (raw: string, why: string) => `told: “${raw}”; ${why}`,
  verdicts: 'Decided by whoever runs this site',
  decisions: {
    accept: (figure: string, day: string, until: string | null) => `${figure} accepted ${from(day, until)}:`,
    refuse: (figure: string, day: string, until: string | null) => `${figure} refused ${from(day, until)}:`,
  },
  rules: 'The rules by which a figure is not believed',
};
