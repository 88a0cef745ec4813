import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foundAuthority, issue } from './authority.js';
import { makeKeys, REQUESTABLE } from './keys.js';

const NAMES = ['shop.example.test', '*.example.test', '127.0.0.1'];
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe.each(REQUESTABLE)('a certificate for a key of kind %s', (kind) => {
  const made = (async () => {
    const authority = await foundAuthority();
    return { authority, server: issue(authority, (await makeKeys(kind)).publicKey, NAMES) };
  })();

  it('names its hosts, and its issuer signed it', async () => {
    const { authority, server } = await made;
    const [above, below] = [new X509Certificate(authority.certificate), new X509Certificate(server)];
    expect(below.subjectAltName).toBe('DNS:shop.example.test, DNS:*.example.test, IP Address:127.0.0.1');
    expect([above.ca, below.ca, below.checkIssued(above), below.verify(above.publicKey)]).toEqual([
      ...[true, false, true, true],
    ]);
  });

  // Only where openssl is installed: a second reader of what is written here.
  (hasOpenssl ? it : it.skip)(
    'is found right by openssl at its strictest, and not under another authority',
    async () => {
      const { authority, server } = await made;
      const folder = mkdtempSync(join(tmpdir(), 'bluegreen-x509-'));
      try {
        const file = (name: string, text: string) => {
          writeFileSync(join(folder, name), text);
          return join(folder, name);
        };
        const leaf = file('server.pem', server);
        const verify = (root: string) => ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', root, leaf];
        expect(execFileSync('openssl', verify(file('ours.pem', authority.certificate)), { encoding: 'utf8' })).toBe(
          `${leaf}: OK\n`,
        );
        const other = file('other.pem', (await foundAuthority()).certificate);
        expect(spawnSync('openssl', verify(other)).status).not.toBe(0);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
