/** What is meant for other people's pages: who may load and frame it, and how long it may be kept. Adds no route. */
import type { FastifyInstance } from 'fastify';

/** Pictures bring their own style and nothing else, even when they are opened as a page. */
export const PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** @param caching the Cache-Control of good answers; failures have their own */
export function openToOthers(scope: FastifyInstance, caching: string): void {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, isForPrograms: true };
  });
  scope.addHook('onRequest', async (_request, reply) => {
    const policy = String(reply.getHeader('content-security-policy') ?? '');
    reply.removeHeader('x-frame-options').headers({
      'content-security-policy': policy.replace("frame-ancestors 'none'", 'frame-ancestors *'),
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
      'cache-control': caching,
    });
  });
}
