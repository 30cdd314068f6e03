/** TLS connections to instances, verified by OpenSSL itself. Never returns one that could carry a request before its chain and its name were checked. */
import { connect, createSecureContext, type ConnectionOptions, type TLSSocket } from 'node:tls';

/** Trusted certificates and versions, loaded once: they cost more than a handshake. */
export function makeTrust(): ReturnType<typeof createSecureContext> {
  return createSecureContext({ minVersion: 'TLSv1.2' });
}

/**
 * Connects as `tls.connect` does, and errs as it does on a chain that is not trusted or another host's certificate.
 * Only the name is compared elsewhere: Node would first build the whole chain as objects, a tenth of a visit's CPU.
 */
export function connectVerified(options: ConnectionOptions): TLSSocket {
  const socket: TLSSocket = connect({ ...options, checkServerIdentity: (name) => mismatch(socket, name) });
  // What Node hands to checkServerIdentity, which reads the certificate itself.
  Object.defineProperty(socket, 'getPeerCertificate', { value: () => ({}) });
  return socket;
}

/** Why a certificate is not for a name; `undefined`: it is. */
function mismatch(socket: TLSSocket, name: string): Error | undefined {
  if (socket.getPeerX509Certificate()?.checkHost(name) !== undefined) return undefined;
  return Object.assign(new Error(`the certificate is not for ${name}`), {
    code: 'ERR_TLS_CERT_ALTNAME_INVALID',
  });
}
