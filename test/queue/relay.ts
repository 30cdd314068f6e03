/** A way to a server that can go silent, as networks do: nothing arrives, nothing is refused, nobody is told. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export type Relay = { readonly port: number; mute(): void; unmute(): void; close(): void };

export async function startRelay(target: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  let isMute = false;
  const keep = (socket: Socket, other: Socket): void => {
    sockets.add(socket);
    socket.on('data', (bytes) => void other.write(bytes));
    socket.on('error', () => other.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      if (!isMute) other.destroy();
    });
    if (isMute) socket.pause();
  };
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    keep(near, far);
    keep(far, near);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    mute() {
      isMute = true;
      for (const socket of sockets) socket.pause();
    },
    unmute() {
      isMute = false;
      for (const socket of sockets) socket.resume();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
