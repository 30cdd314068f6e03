/** The fleet's documents: those of the demo's instances, made once for each software and served under any name. Pure but for the cast's file. */
import { answer } from '../demo/answers.ts';
import { readCast } from '../demo/cast.ts';
import { makeWorld } from '../demo/world.ts';
import { QUESTIONS } from './population.ts';

/** Any time will do; the play starts there. */
const AT = 1_700_000_000;
/** Enough of the cast for one sound instance of each software. */
const SIZE = 60;
/** Daily and weekly questions, and what the demo answers on another path or method. */
const MORE = ['/api/v1/instance/activity', '/api/v1/instance/peers'];

/** @returns what a host of a kind answers at a path, `null` for a 404; `authority` is host and port as asked */
export function instanceDocuments(): (kind: string, path: string, authority: string) => string | null {
  const world = makeWorld({ cast: readCast(), seed: 1, size: SIZE, startAt: AT });
  const texts = new Map<string, readonly string[]>();
  for (const [kind, paths] of Object.entries(QUESTIONS)) {
    const instance = world.instances.find((one) => one.kind === kind && one.role === null);
    if (instance === undefined) throw new Error(`the cast has no plain ${kind}`);
    for (const path of [...paths, ...MORE]) {
      const method = /^\/api\/(?:meta|stats)$/.test(path) ? 'POST' : 'GET';
      const request = { method, path, host: instance.domain, origin: `https://AUTHORITY` };
      const { status, body } = answer(world, AT, request);
      if (status === 200)
        texts.set(`${kind} ${path}`, body.replaceAll(instance.domain, 'NAME').split(/(AUTHORITY|NAME)/));
    }
  }
  return (kind, path, authority) => {
    const parts = texts.get(`${kind} ${path}`);
    if (parts === undefined) return null;
    const name = authority.replace(/:\d+$/, '');
    return parts.map((part) => (part === 'NAME' ? name : part === 'AUTHORITY' ? authority : part)).join('');
  };
}
