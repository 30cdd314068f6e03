/** A child process that asks a server on loopback for one thing again and again, so that what is measured is the server alone. */
import { Client } from 'undici';

export type Question = {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What it has to answer; anything else ends the benchmark. */
  readonly status: number;
  /** Connections at once, and requests of each, one after another. */
  readonly connections: number;
  readonly each: number;
  /** Sets the addresses of these connections apart from others': how often one may ask is limited. */
  readonly network: number;
};

async function ask(question: Question): Promise<void> {
  const { connections } = question;
  await Promise.all(Array.from({ length: connections }, (_, index) => connection(question, index + 1)));
}

/** Each has an address of its own, as visitors have. */
async function connection(question: Question, host: number): Promise<void> {
  const { port, path, headers, status, each, network } = question;
  const localAddress = `127.1.${network}.${host}`;
  const client = new Client(`http://127.0.0.1:${port}`, { localAddress });
  for (let asked = 0; asked < each; asked += 1) {
    const answer = await client.request({ method: 'GET', path, headers });
    await answer.body.arrayBuffer();
    if (answer.statusCode !== status) throw new Error(`${path} answers ${answer.statusCode}`);
  }
  await client.close();
}

process.once('disconnect', () => process.exit());
process.on('message', (question: Question) => void ask(question).then(() => process.send?.('done')));
