/** The words that go with a bundle: what it is, how to cite it, its columns. Pure; no clock, so that the same data makes the same words. */
import { TABLES } from './tables.ts';

export type About = {
  /** Newest day in it, 'YYYY-MM-DD'. */
  readonly day: string;
  /** Of the program, and of its schema: what the figures were judged and added up by. */
  readonly methodVersion: string;
  /** Address of the site that made it. */
  readonly site: string;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
};

export const LICENCE = 'CC0-1.0';

export function citation({ day, methodVersion, site }: About): string {
  return `Herdbook (${day.slice(0, 4)}). Statistics of the fediverse, bundle of ${day}, method ${methodVersion}. ${site}/data`;
}

/** A question to a bundle that lies elsewhere, in the SQL of DuckDB. @param base address of the bundle */
export function exampleQuery(base: string): string {
  return `SELECT date, users, instances FROM '${base}/parquet/network.parquet' WHERE dimension = 'all' ORDER BY date;`;
}

export function readme(about: About): string {
  const tables = TABLES.map(({ name, about: text }) => `| ${name} | ${about.rows[name] ?? 0} | ${text} |`);
  return `# Herdbook, bundle of ${about.day}

Figures of public servers of the fediverse, as ${about.site} measured them, with what others published beside them and marked.
Method version: ${about.methodVersion}. The method: ${about.site}/method. Checksums: \`sha256sum -c SHA256SUMS\`.

| table | rows | what |
|---|---|---|
${tables.join('\n')}

- \`herdbook.sqlite\`: all tables in one file.
- \`csv/\`: a file a table; \`csv/days/YYYY-MM.csv\`: daily figures by month.
- \`parquet/\`: a file a table; \`parquet/days/year=/month=/day=/\`: daily figures by day, the way DuckDB, ClickHouse and Spark find partitions.
- \`events.csv\`: dated events of the field, each with its source.
- \`schema.json\`: every column, its type and meaning.

Dates are days UTC, \`_at\` columns are Unix seconds. Empty is unknown, never 0. Rows with a \`source\` were published by somebody else; \`sources\` says who, and under which licence.

Licence: measured figures and totals are facts; as far as any right exists in them they are dedicated to the public (${LICENCE}). Imported figures keep the licence of their source.

Cite as: ${citation(about)}
`;
}

export function citationFile(about: About): string {
  return `cff-version: 1.2.0
message: ${JSON.stringify('If you use these figures, please cite the bundle they are from.')}
type: dataset
title: ${JSON.stringify(`Herdbook: statistics of the fediverse, bundle of ${about.day}`)}
authors:
  - name: Herdbook
version: ${JSON.stringify(`${about.day}, method ${about.methodVersion}`)}
date-released: ${about.day}
url: ${JSON.stringify(`${about.site}/data`)}
license: ${LICENCE}
`;
}

export function schemaFile({ day, methodVersion }: About): string {
  const tables = TABLES.map(({ name, about, columns, isDaily }) => ({
    name,
    about,
    partitions: isDaily === true ? ['year', 'month', 'day'] : [],
    columns: columns.map(({ name: called, kind, about: meaning }) => ({
      name: called,
      type: kind,
      about: meaning,
    })),
  }));
  return `${JSON.stringify({ day, methodVersion, tables }, null, 2)}\n`;
}
