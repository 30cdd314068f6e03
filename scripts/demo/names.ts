/** A small name server on loopback: the demo's names lead to 127.0.0.1, all others do not exist. It asks nobody else. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { decode, encode } from 'dns-packet';
import type { Packet, Question } from 'dns-packet';

const LOOPBACK = '127.0.0.1';
/** Seconds; the world changes quickly, so nothing is kept. */
const TTL = 0;
/** Thousands of questions may come at once. */
const RECEIVE_BYTES = 1_048_576;
/** RCODE of RFC 1035; dns-packet takes it as part of the flags. */
const NXDOMAIN = 3;
/** Flag bit: the server has the last word on its names. */
const AUTHORITATIVE = 1 << 10;

export type NameServer = { readonly port: number; close(): Promise<void> };

/**
 * @param exists whether a name (lower case, no trailing dot) exists now
 * @param options.latencyMs how long each answer takes
 * @param options.port 0: any free one
 */
export async function startNameServer(
  exists: (name: string) => boolean,
  options: { readonly latencyMs?: number; readonly port?: number } = {},
): Promise<NameServer> {
  const { latencyMs = 0, port: ownPort = 0 } = options;
  const socket = createSocket({ type: 'udp4', recvBufferSize: RECEIVE_BYTES });
  socket.on('message', (message, { address, port }) => {
    const reply = replyTo(message, exists);
    if (reply === null) return;
    if (latencyMs === 0) socket.send(reply, port, address);
    else setTimeout(() => socket.send(reply, port, address), latencyMs);
  });
  socket.bind(ownPort, LOOPBACK);
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
