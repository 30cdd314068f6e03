/** English texts of the page of what can be taken away. */

export const data = {
  title: 'Data to take away',
  lede: 'Every night everything public here is put together as CSV, Parquet and SQLite: instances, their dated profiles, daily figures, weekly activity, totals, refused figures and sources.',
  none: 'There is no bundle yet: the first is made when figures of a day are there.',
  off: 'No bundles are made here. The API has everything that the pages show.',
  bundleOf: (date: string) => `The bundle of ${date}`,
  whole: 'The whole bundle, checked:',
  duckdb:
    'Or ask it from afar; DuckDB, ClickHouse and Spark read the parts of a Parquet file that they need:',
  allFiles: (count: string, size: string) => `All ${count} files, ${size}`,
  filesOf: (date: string) => `Files of the bundle of ${date}`,
  file: 'File',
  number: 'Files',
  size: 'Size',
  count: (count: string) => `${count} files`,
  kilobytes: (count: string) => `${count} kB`,
  cite: 'How to cite it',
  citeText:
    'The day and the method version say exactly which figures were used; the same database makes the same bytes. The version is in the README of the bundle.',
  methodInReadme: '(see README.md)',
  older: 'Older bundles',
  parts: 'Only a part',
  partsText:
    'Every graph and every table on these pages has its own CSV beside it, and the API has the same figures as JSON.',
  apiLink: 'How to ask it',
  licence: 'Licence',
  licenceText: [
    'Measured figures and totals are facts; as far as any right exists in them, they are dedicated to the public (CC0 1.0). Say where they come from all the same: others should be able to check.',
    'Imported figures carry the name of their source, and keep its licence; the table `sources` says which. Titles are the instances’ own words. Whoever asked not to be here is in no bundle.',
  ],
};
