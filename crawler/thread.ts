/** Runs one long task of the store in a thread of its own, so that no visit waits for it. Knows no task. */
import { once } from 'node:events';
import { parentPort, Worker } from 'node:worker_threads';

export type Told<Made> = { readonly made: Made } | { readonly failed: string };

/** Starts a file as a thread and waits for what it tells. Never rejects: a failure is told in words. */
export async function inThread<Made>(file: URL, task: object): Promise<Told<Made>> {
  const thread = new Worker(file, { workerData: task });
  try {
    const [told]: Told<Made>[] = await once(thread, 'message');
    return told ?? { failed: 'the thread said nothing' };
  } catch (error) {
    return { failed: inWords(error) };
  } finally {
    await thread.terminate();
  }
}

/** The thread's side: does the task and tells how it went. */
export async function tell<Made>(make: () => Made | Promise<Made>): Promise<void> {
  const outcome = async (): Promise<Told<Made>> => ({ made: await make() });
  parentPort?.postMessage(await outcome().catch((error: unknown) => ({ failed: inWords(error) })));
}

function inWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
