/** Writes the tables into one SQLite file of their own, without anything that is no table of the bundle. */
import Sqlite from 'better-sqlite3';
import { dayText } from '../time.ts';
import type { Kind, Sink, Table } from './tables.ts';

/** Rows of one transaction. */
const BATCH = 50_000;
const TYPES: Readonly<Record<Kind, string>> = {
  text: 'TEXT',
  count: 'INTEGER',
  seconds: 'INTEGER',
  date: 'TEXT',
  flag: 'INTEGER',
};

export type BundleFile = { readonly sink: (table: Table) => Sink; readonly close: () => void };

/** Makes the file. @param path must not exist */
export function bundleFile(path: string): BundleFile {
  const db = new Sqlite(path);
  // Nobody reads it before it is whole, and a bundle that was cut off is thrown away.
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  return {
    sink(table) {
      const columns = table.columns.map(({ name, kind }) => `${name} ${TYPES[kind]}`);
      db.exec(`CREATE TABLE ${table.name} (${columns.join(', ')}) STRICT`);
      const insert = db.prepare(
        `INSERT INTO ${table.name} VALUES (${table.columns.map(() => '?').join(', ')})`,
      );
      let count = 0;
      return {
        put(row) {
          if (count % BATCH === 0) db.exec(count === 0 ? 'BEGIN' : 'COMMIT; BEGIN');
          count += 1;
          const cells = table.columns.map(({ kind }, index) => {
            const cell = row[index] ?? null;
            return kind === 'date' && typeof cell === 'number' ? dayText(cell) : cell;
          });
          insert.run(...cells);
        },
        end() {
          if (count > 0) db.exec('COMMIT');
          if (table.isDaily === true)
            db.exec(`CREATE INDEX ${table.name}Domain ON ${table.name} (domain, date)`);
        },
      };
    },
    close() {
      db.close();
    },
  };
}
