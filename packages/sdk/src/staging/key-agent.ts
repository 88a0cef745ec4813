import { once } from 'node:events';
import { join } from 'node:path';
import { BlueGreenError } from '../domain/errors.js';
import { bareEnvironment, notInstalled, runProgram, startProgram } from './run-program.js';

/** How long the agent keeps the key, in seconds: long enough to connect, and for the case that nobody ends the agent. */
const KEY_SECONDS = '120';

export interface KeyAgent {
  readonly socket: string;
  /** Ends the agent; the key is gone with it. A second call does nothing. */
  stop(): Promise<void>;
}

/**
 * An agent of its own that holds one private key, in memory alone: the key goes through a pipe and never lies in a file.
 *
 * @param folder private folder for the agent's socket
 * @throws HOST_ACCESS_DENIED for what is no key, or one with a passphrase.
 */
export async function startKeyAgent(privateKey: string, folder: string): Promise<KeyAgent> {
  const socket = join(folder, 'agent');
  // In the foreground and in our process group, so that whatever ends us ends it too.
  const child = startProgram('ssh-agent', ['-D', '-a', socket], bareEnvironment(), false);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const agent: KeyAgent = {
    socket,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await gone;
    },
  };
  child.stdin.on('error', () => undefined);
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'error').then(([cause]) => Promise.reject(notInstalled('ssh-agent', cause))),
    gone.then(() => Promise.reject(notInstalled('ssh-agent', undefined))),
  ]);
  // A process that dies must not keep an agent alive behind it.
  const endWithUs = () => void child.kill('SIGTERM');
  process.once('exit', endWithUs);
  void gone.then(() => process.off('exit', endWithUs));
  try {
    await addKey(privateKey, socket);
    return agent;
  } catch (error) {
    await agent.stop();
    throw error;
  }
}

async function addKey(privateKey: string, socket: string): Promise<void> {
  const environment = bareEnvironment({ SSH_AUTH_SOCK: socket, SSH_ASKPASS_REQUIRE: 'never' });
  const { code, stderr } = await runProgram('ssh-add', ['-q', '-t', KEY_SECONDS, '-'], {
    input: normalized(privateKey),
    environment,
  });
  if (code === 0) return;
  throw new BlueGreenError(
    'HOST_ACCESS_DENIED',
    'STAGING_SSH_PRIVATE_KEY is no private key that can be used without a passphrase.',
    'Set it to the whole text of the key, from its BEGIN line to its END line, or to the path of the key’s file.',
    { evidence: stderr.split('\n').filter((line) => line !== '') },
  );
}

/** Variables lose the last line break, and forms in browsers make two characters of one. */
function normalized(key: string): string {
  return `${key.replaceAll('\r\n', '\n').trim()}\n`;
}
