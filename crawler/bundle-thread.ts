/** The thread that makes one bundle and says how it went. Started by crawler/bundles.ts alone. */
import { workerData } from 'node:worker_threads';
import { makeBundle, type BundleOrder } from '../db/bundle/make.ts';
import { tell } from './thread.ts';

const order: BundleOrder = workerData;

await tell(() => makeBundle(order));
