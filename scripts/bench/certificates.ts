/** Throw-away certificates in the shape of today's public ones, made by the `openssl` command. They must never leave their folder. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Certificates = {
  /** Files in PEM: who signs, the server's chain, and its key. */
  readonly authority: string;
  readonly chain: string;
  readonly key: string;
  /** The same key in a certificate that nobody else signed. */
  readonly selfSigned: string;
};

/** Whether the command is there: Node itself cannot make certificates. */
export function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    // Not installed, or it does not run: to the caller the same.
    return false;
  }
}

/**
 * Makes an authority (RSA 4096), an intermediate (P-384) and a leaf (P-256): what most instances show, and what a
 * handshake's cost depends on.
 * @param names of the leaf, wildcards allowed
 * @param days until the leaf expires; 0: it is expired at once
 */
export function makeCertificates(folder: string, names: readonly string[], days = 2): Certificates {
  const at = (name: string): string => join(folder, name);
  const openssl = (command: string, ...more: string[]): Buffer =>
    execFileSync('openssl', [...command.split(' '), ...more], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  openssl(
    'req -x509 -newkey rsa:4096 -nodes -keyout root.key -out root.pem -days 2 -subj /CN=Bench-Root',
    '-addext',
    'basicConstraints=critical,CA:TRUE',
    '-addext',
    'keyUsage=critical,keyCertSign,cRLSign',
  );
  openssl('ecparam -genkey -name secp384r1 -noout -out int.key');
  openssl('ecparam -genkey -name prime256v1 -noout -out leaf.key');
  openssl('req -new -key int.key -subj /CN=Bench-Intermediate -out int.csr');
  openssl('req -new -key leaf.key -subj /CN=bench -out leaf.csr');
  writeFileSync(
    at('int.ext'),
    'basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign\n',
  );
  writeFileSync(at('leaf.ext'), leafExtensions(names));
  openssl(
    'x509 -req -in int.csr -CA root.pem -CAkey root.key -CAcreateserial -days 2 -sha256 -extfile int.ext -out int.pem',
  );
  openssl(
    `x509 -req -in leaf.csr -CA int.pem -CAkey int.key -CAcreateserial -days ${days} -sha384 -extfile leaf.ext -out leaf.pem`,
  );
  writeFileSync(at('chain.pem'), Buffer.concat([openssl('x509 -in leaf.pem'), openssl('x509 -in int.pem')]));
  openssl(
    'req -x509 -key leaf.key -out self.pem -days 2 -subj /CN=bench -addext',
    `subjectAltName=${told(names)}`,
  );
  return {
    selfSigned: at('self.pem'),
    authority: at('root.pem'),
    chain: at('chain.pem'),
    key: at('leaf.key'),
  };
}

function leafExtensions(names: readonly string[]): string {
  return `basicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName=${told(names)}\n`;
}

function told(names: readonly string[]): string {
  return names.map((name) => `DNS:${name}`).join(',');
}
