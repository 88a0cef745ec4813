import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';

const SSHD = '/usr/sbin/sshd';
/** Why no real sshd can be had here; empty where one can. */
export const NO_SSHD = existsSync(SSHD) ? '' : `${SSHD} is not installed`;
/** An empty folder that sshd insists on where it runs as root; the system's own service makes it too. */
const PRIVATE_FOLDER = '/run/sshd';

/** OpenSSH's own server on loopback, whose sessions see another root of the file system. */
export interface SshServer {
  readonly address: string;
  /** The private key that may come in. */
  readonly key: string;
  /** A key that may not. */
  readonly otherKey: string;
  readonly knownHosts: string;
  /** Where the host's own paths begin. */
  readonly root: string;
  /** Breaks every connection, as a network would; the server goes on. */
  cut(): void;
  stop(): Promise<void>;
}

export async function startSshServer(folder: string): Promise<SshServer> {
  const root = join(folder, 'host');
  mkdirSync(root);
  const keys = Object.fromEntries(
    ['host', 'user', 'other'].map((name) => [name, makeKey(join(folder, `${name}-key`))]),
  );
  const port = await freePort();
  const authorized = join(folder, 'authorized_keys');
  writeFileSync(authorized, keys['user']!.public, { mode: 0o600 });
  const config = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${keys['host']!.file}`,
    `AuthorizedKeysFile ${authorized}`,
    ...['PidFile none', 'StrictModes no', 'UsePAM no', 'PasswordAuthentication no', 'KbdInteractiveAuthentication no'],
    `SetEnv "BLUEGREEN_ROOT=${root}" "PATH=${process.env['PATH']}"`,
  ];
  const file = join(folder, 'sshd_config');
  writeFileSync(file, `${config.join('\n')}\n`);
  const isOurs = userInfo().uid === 0 && !existsSync(PRIVATE_FOLDER);
  if (isOurs) mkdirSync(PRIVATE_FOLDER, { mode: 0o755 });
  const child = spawn(SSHD, ['-D', '-e', '-f', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  await listening(child);
  return {
    address: `${userInfo().username}@127.0.0.1:${port}`,
    key: readFileSync(keys['user']!.file, 'utf8'),
    otherKey: readFileSync(keys['other']!.file, 'utf8'),
    knownHosts: `[127.0.0.1]:${port} ${keys['host']!.public}`,
    root,
    cut: () => childrenOf(child.pid!).forEach((pid) => process.kill(pid, 'SIGKILL')),
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      if (isOurs) rmdirSync(PRIVATE_FOLDER);
    },
  };
}

function makeKey(file: string) {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', file]);
  return { file, public: readFileSync(`${file}.pub`, 'utf8') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function listening(child: ChildProcess): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('Server listening')) resolve();
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`sshd ended:\n${said}`)));
  });
}

function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}
