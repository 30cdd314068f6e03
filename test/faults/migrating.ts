/** A process that begins a migration and is killed before its k-th statement. */
import { readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { statementsOf } from './statements.ts';

const [path = '', file = '', count = '0'] = process.argv.slice(2);
const db = new Sqlite(path);
db.pragma('journal_mode = WAL');
db.exec('BEGIN IMMEDIATE');
for (const statement of statementsOf(readFileSync(file, 'utf8')).slice(0, Number(count))) db.exec(statement);
process.kill(process.pid, 'SIGKILL');
