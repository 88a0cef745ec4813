import { X509Certificate } from 'node:crypto';
import {
  createSecureContext,
  createServer,
  type SecureContext,
  type SecureContextOptions,
  type Server,
} from 'node:tls';
import type { TlsSettings } from '../types.js';

/** Real time for a client to agree on TLS. */
const HANDSHAKE_MS = 10_000;

export interface TlsServer {
  readonly server: Server;
  /** @throws Error when a certificate is not one, or does not fit its key */
  replace(settings: TlsSettings): void;
}

interface Identity {
  readonly certificate: X509Certificate;
  readonly context: SecureContext;
}

/**
 * A server that speaks TLS and, inside it, HTTP/1.1 alone. Which certificate a client sees follows from the host it names.
 * @throws Error when a certificate is not one, or does not fit its key
 */
export function createTlsServer(settings: TlsSettings): TlsServer {
  let identities = identitiesOf(settings);
  const server = createServer({
    ...contextOf(settings, 0),
    ...{ noDelay: true, allowHalfOpen: true, handshakeTimeout: HANDSHAKE_MS, ALPNProtocols: ['http/1.1'] },
    SNICallback: (host, done) => done(null, identityFor(identities, host)?.context),
  });
  return {
    server,
    replace(next) {
      identities = identitiesOf(next);
      server.setSecureContext(contextOf(next, 0));
    },
  };
}

function identitiesOf(settings: TlsSettings): readonly Identity[] {
  return settings.certificates.map(({ certificate }, index) => ({
    certificate: new X509Certificate(certificate),
    context: createSecureContext(contextOf(settings, index)),
  }));
}

/** One whose names include the host without a wildcard goes before one that covers it by a wildcard. */
function identityFor(identities: readonly Identity[], host: string): Identity | undefined {
  return (
    identities.find(({ certificate }) => certificate.checkHost(host, { wildcards: false }) !== undefined) ??
    identities.find(({ certificate }) => certificate.checkHost(host) !== undefined) ??
    identities[0]
  );
}

function contextOf({ certificates, minVersion, maxVersion }: TlsSettings, index: number): SecureContextOptions {
  const shown = certificates[index];
  if (shown === undefined) throw new Error('A listener that speaks TLS needs a certificate.');
  return { cert: shown.certificate, key: shown.privateKey, minVersion, maxVersion };
}
