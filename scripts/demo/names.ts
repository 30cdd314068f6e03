/** A small name server on loopback: the demo's names lead to 127.0.0.1, all others do not exist. It asks nobody else. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { decode, encode } from 'dns-packet';
import type { Packet, Question } from 'dns-packet';

const LOOPBACK = '127.0.0.1';
/** Seconds; the world changes quickly, so nothing is kept. */
const TTL = 0;
/** RCODE of RFC 1035; dns-packet takes it as part of the flags. */
const NXDOMAIN = 3;
/** Flag bit: the server has the last word on its names. */
const AUTHORITATIVE = 1 << 10;

export type NameServer = { readonly port: number; close(): Promise<void> };

/** @param exists whether a name (lower case, no trailing dot) exists now */
export async function startNameServer(exists: (name: string) => boolean): Promise<NameServer> {
  const socket = createSocket('udp4');
  socket.on('message', (message, { address, port }) => {
    const reply = replyTo(message, exists);
    if (reply !== null) socket.send(reply, port, address);
  });
  socket.bind(0, LOOPBACK);
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    close: async () => {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}

/** @returns `null` for what is no question: nothing is answered then */
export function replyTo(message: Buffer, exists: (name: string) => boolean): Buffer | null {
  let query: Packet;
  try {
    query = decode(message);
  } catch {
    // Whatever reached the port was no DNS; servers stay silent.
    return null;
  }
  const question = query.questions?.[0];
  if (query.type !== 'query' || question === undefined) return null;
  return encode({
    type: 'response',
    id: query.id ?? 0,
    questions: [question],
    ...verdict(question, exists),
  });
}

function verdict(
  { name, type }: Question,
  exists: (name: string) => boolean,
): Pick<Packet, 'flags' | 'answers'> {
  if (!exists(name.toLowerCase())) return { flags: AUTHORITATIVE | NXDOMAIN, answers: [] };
  const answers = type === 'A' ? [{ type: 'A' as const, name, ttl: TTL, data: LOOPBACK }] : [];
  return { flags: AUTHORITATIVE, answers };
}
