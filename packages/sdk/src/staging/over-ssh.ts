import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseMessage, type StagingMessage } from '@bluegreen/appspec';
import { startKeyAgent, type KeyAgent } from './key-agent.js';
import { withLength } from './remote-command.js';
import { bareEnvironment, notInstalled, startProgram } from './run-program.js';
import { nameOf, type ServerAddress } from './server-address.js';
import { sshArguments } from './ssh-arguments.js';
import { sshFailure } from './ssh-failure.js';
import type { Delivery, StagingHost } from './staging-host.js';

export interface SshAccess {
  readonly server: ServerAddress;
  /** Text of the private key. */
  readonly privateKey: string;
  /** Lines as in known_hosts; null: the user's own file counts. */
  readonly knownHosts: string | null;
}

/** A host over OpenSSH's own programs. */
export function stagingHostOverSsh({ server, privateKey, knownHosts }: SshAccess): StagingHost {
  return {
    name: nameOf(server),
    async *deliver(delivery) {
      const folder = await mkdtemp(join(tmpdir(), 'bluegreen-ssh-'));
      let agent: KeyAgent | undefined;
      try {
        // Public keys: the only thing that is written down.
        const knownHostsFile = knownHosts === null ? null : join(folder, 'known_hosts');
        if (knownHostsFile !== null) await writeFile(knownHostsFile, `${knownHosts!.trim()}\n`, { mode: 0o600 });
        agent = await startKeyAgent(privateKey, folder);
        const words = sshArguments(server, { agentSocket: agent.socket, knownHostsFile });
        yield* converse(server, words, delivery, agent);
      } finally {
        await agent?.stop();
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

async function* converse(
  server: ServerAddress,
  words: readonly string[],
  { request, archive, runner, signal }: Delivery,
  agent: KeyAgent,
): AsyncGenerator<StagingMessage, void, void> {
  if (signal.aborted) return;
  const child = startProgram('ssh', words, bareEnvironment(), true);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause) => reject(notInstalled('ssh', cause)));
    child.once('close', resolve);
  });
  ended.catch(() => undefined);
  const hangUp = () => void child.kill('SIGTERM');
  signal.addEventListener('abort', hangUp, { once: true });
  const beginning = Buffer.concat([withLength(runner), Buffer.from(`${JSON.stringify(request)}\n`)]);
  const sending = send(child.stdin, beginning, archive);
  let received = false;
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const message = parseMessage(line);
      if (!message) continue;
      // Whoever speaks has let us in: the key is needed no more.
      await agent.stop();
      received ||= message.kind === 'received' || message.kind === 'ended' || message.kind === 'locked';
      yield message;
    }
    const code = await ended;
    if (!received && !signal.aborted) throw await sshFailure(server, code, stderr);
  } finally {
    signal.removeEventListener('abort', hangUp);
    hangUp();
    await Promise.allSettled([sending, ended]);
  }
}

/** A host that hangs up early says why; that it did is no news. */
async function send(stdin: Writable, beginning: Buffer, archive: string): Promise<void> {
  stdin.on('error', () => undefined);
  stdin.write(beginning);
  await pipeline(createReadStream(archive), stdin).catch(() => undefined);
}
