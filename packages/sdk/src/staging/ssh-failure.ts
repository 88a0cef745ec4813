import { BlueGreenError } from '../domain/errors.js';
import { runProgram } from './run-program.js';
import { nameOf, type ServerAddress } from './server-address.js';

/** What `ssh` ended with before the host had everything, as an error with a next step. Nothing was changed. */
export async function sshFailure(server: ServerAddress, code: number | null, stderr: string): Promise<BlueGreenError> {
  const evidence = stderr.split('\n').filter((line) => line.trim() !== '' && !/^@+$/.test(line));
  const name = nameOf(server);
  if (/Host key verification failed/.test(stderr)) return hostKeyError(server, stderr);
  if (/Permission denied/.test(stderr)) {
    return new BlueGreenError(
      'HOST_ACCESS_DENIED',
      `${name} does not accept the key${server.user === null ? '' : ` for ${server.user}`}.`,
      'Put the public half of STAGING_SSH_PRIVATE_KEY into ~/.ssh/authorized_keys of that user on the host.',
      { evidence },
    );
  }
  if (code === 127) {
    return new BlueGreenError(
      'STAGING_REFUSED',
      `${name} has no \`node\` on the PATH of this user; nothing was changed.`,
      'Install Node 20 or newer on the host.',
      { evidence },
    );
  }
  return new BlueGreenError(
    'HOST_UNREACHABLE',
    `The connection to ${name} failed; nothing was changed.`,
    'Look whether STAGING_SERVER is right, the host is up, and this machine may reach it.',
    { evidence: evidence.length > 0 ? evidence : [`ssh ended with ${code ?? 'a signal'}`] },
  );
}

async function hostKeyError(server: ServerAddress, stderr: string): Promise<BlueGreenError> {
  const { host, port } = server;
  const where = [...(port === null ? [] : ['-p', String(port)]), host];
  const evidence = await fingerprintsOf(where);
  const there = '`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` on the host';
  if (/IDENTIFICATION HAS CHANGED/.test(stderr)) {
    return new BlueGreenError(
      'HOST_KEY_UNKNOWN',
      `${nameOf(server)} shows another key than the one that is known; nothing was sent.`,
      `Somebody may stand in between. If the host was made anew, compare with ${there}, then replace its line in STAGING_KNOWN_HOSTS or ~/.ssh/known_hosts.`,
      { evidence },
    );
  }
  return new BlueGreenError(
    'HOST_KEY_UNKNOWN',
    `The key of ${nameOf(server)} is not known; nothing was sent.`,
    `Compare the fingerprint with ${there}; if they agree, accept it: \`ssh-keyscan ${where.join(' ')} >> ~/.ssh/known_hosts\`, or put that output into STAGING_KNOWN_HOSTS.`,
    { evidence },
  );
}

/** What the host shows now; which proves nothing until it is compared. */
async function fingerprintsOf(where: readonly string[]): Promise<string[]> {
  const scanned = await runProgram('ssh-keyscan', ['-T', '5', ...where]).catch(() => null);
  if (!scanned?.stdout) return ['The host did not show its key.'];
  const { stdout } = await runProgram('ssh-keygen', ['-l', '-f', '-'], { input: scanned.stdout });
  return stdout.split('\n').filter((line) => line !== '');
}
