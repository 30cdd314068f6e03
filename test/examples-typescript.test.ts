/** The types for TypeScript in examples/, held to the OpenAPI document they are made from; the snippet is run. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import openapiTypes, { type OpenAPI3 } from 'openapi-typescript';
import { expect, test } from 'vitest';
import { AT0, DAY0, insertDays, insertInstance, insertLatest } from './rows.ts';
import { served } from './web/served.ts';

const TYPES = new URL('../examples/typescript/herdbook.d.ts', import.meta.url);
const SNIPPET = fileURLToPath(new URL('../examples/typescript/largest.ts', import.meta.url));

test('are what the OpenAPI document says (HERDBOOK_WRITE_TYPES=1 writes them anew)', async () => {
  const { app } = await served();
  const document = (await app.inject('/api/v1/openapi.json')).json<OpenAPI3>();
  const types = await openapiTypes(document);
  if (process.env['HERDBOOK_WRITE_TYPES'] === '1') writeFileSync(TYPES, types);
  expect(readFileSync(TYPES, 'utf8')).toBe(types);
});

test('let a program ask for the largest instances and their growth', async () => {
  const { app } = await served((db) => {
    for (const [index, name] of ['a.test', 'b.test'].entries()) {
      const id = insertInstance(db, name, { lastVisitAt: AT0, lastAnswerAt: AT0 });
      insertLatest(db, id, { users: 10 * (index + 1) });
      insertDays(db, id, DAY0, 'users', [1, undefined, 3 + index]);
    }
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const child = spawn(process.execPath, [SNIPPET, `http://127.0.0.1:${port}`]);
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (out += String(text)));
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code, out).toBe(0);
  expect(out).toBe('b.test\t20\t+3\na.test\t10\t+2\n');
});
