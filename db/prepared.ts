/** One prepared statement per connection and text, however often it is asked for. */
import type Sqlite from 'better-sqlite3';
import type { Database } from './open.ts';

const statements = new WeakMap<Database, Map<string, Sqlite.Statement<unknown[], unknown>>>();

/**
 * The statement of a constant SQL text, prepared on first use.
 * @param sql a text from a bounded set (never built from values): each one stays prepared as long as the connection
 */
export function prepared<Row = unknown>(db: Database, sql: string): Sqlite.Statement<unknown[], Row> {
  let ofConnection = statements.get(db);
  if (ofConnection === undefined) {
    ofConnection = new Map();
    statements.set(db, ofConnection);
  }
  let statement = ofConnection.get(sql);
  if (statement === undefined) {
    statement = db.prepare<unknown[], unknown>(sql);
    ofConnection.set(sql, statement);
  }
  return statement as Sqlite.Statement<unknown[], Row>;
}
