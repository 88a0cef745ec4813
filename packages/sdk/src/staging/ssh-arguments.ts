import { REMOTE_COMMAND } from './remote-command.js';
import type { ServerAddress } from './server-address.js';

export interface SshSurroundings {
  /** Socket of the agent that holds the one key to offer. */
  readonly agentSocket: string;
  /** Null: the user's own file. */
  readonly knownHostsFile: string | null;
}

/**
 * The words of the one `ssh` that is run. No word of them was typed by a person but the address, which has been checked;
 * no shell reads them here, and the remote shell reads nothing but a fixed line.
 */
export function sshArguments(
  { user, host, port }: ServerAddress,
  { agentSocket, knownHostsFile }: SshSurroundings,
): readonly string[] {
  const options = {
    BatchMode: 'yes',
    StrictHostKeyChecking: 'yes',
    UpdateHostKeys: 'no',
    VerifyHostKeyDNS: 'no',
    PreferredAuthentications: 'publickey',
    IdentityAgent: agentSocket,
    // Keys that lie around on this machine are not what was asked for.
    IdentityFile: 'none',
    ForwardAgent: 'no',
    ForwardX11: 'no',
    ClearAllForwardings: 'yes',
    PermitLocalCommand: 'no',
    ControlPath: 'none',
    ConnectTimeout: '15',
    ServerAliveInterval: '15',
    ServerAliveCountMax: '4',
    LogLevel: 'ERROR',
    ...(knownHostsFile === null ? {} : { UserKnownHostsFile: knownHostsFile, GlobalKnownHostsFile: 'none' }),
  };
  return [
    '-T',
    ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
    ...(user === null ? [] : ['-l', user]),
    ...(port === null ? [] : ['-p', String(port)]),
    ...['--', host, REMOTE_COMMAND],
  ];
}
