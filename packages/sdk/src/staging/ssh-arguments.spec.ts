import { spawnSync } from 'node:child_process';
import { REMOTE_COMMAND, withLength } from './remote-command.js';
import { parseServer } from './server-address.js';
import { sshArguments } from './ssh-arguments.js';

describe('a server’s address', () => {
  it.each([
    ['staging.example.com', { user: null, host: 'staging.example.com', port: null }],
    ['deploy@staging:2222', { user: 'deploy', host: 'staging', port: 2222 }],
    ['deploy@[::1]:22', { user: 'deploy', host: '::1', port: 22 }],
  ])('%s', (text, parts) => expect(parseServer(text)).toEqual(parts));

  it.each(['', '-oProxyCommand=sh', 'a b', 'a;reboot', '$(id)@h', 'h:0', 'h:70000', 'u@-h', 'u@h/x', 'u@h\nx', '::1'])(
    'refuses %j',
    (text) => expect(() => parseServer(text)).toThrow(/is no server to deploy to/),
  );
});

describe('the words of ssh', () => {
  const words = sshArguments(parseServer('deploy@staging:2222'), {
    agentSocket: '/t/agent',
    knownHostsFile: '/t/known',
  });

  it('insist on a known host, offer the one key, and end with a line that is always the same', () => {
    const options = words.flatMap((word, index) => (words[index - 1] === '-o' ? [word] : []));
    expect(options).toEqual(
      expect.arrayContaining([
        ...['StrictHostKeyChecking=yes', 'BatchMode=yes', 'IdentityFile=none', 'IdentityAgent=/t/agent'],
        ...['UserKnownHostsFile=/t/known', 'GlobalKnownHostsFile=none', 'ForwardAgent=no', 'ControlPath=none'],
      ]),
    );
    expect(words.slice(-7)).toEqual(['-l', 'deploy', '-p', '2222', '--', 'staging', REMOTE_COMMAND]);
  });

  it('leave known_hosts to the user where none were given', () => {
    const plain = sshArguments(parseServer('h'), { agentSocket: '/t/agent', knownHostsFile: null });
    expect(plain.join(' ')).not.toMatch(/KnownHostsFile|-l |-p /);
  });
});

describe('the line that the remote shell reads', () => {
  it.each([
    ['ASCII', 'exports.serve=async()=>{for await(const d of process.stdin)process.stdout.write("got "+d)}'],
    [
      'letters of several bytes',
      'exports.serve=async()=>{for await(const d of process.stdin)process.stdout.write("겟 "+d)}',
    ],
  ])('starts the runner that stdin begins with, and leaves it the rest: %s', (_name, runner) => {
    const input = Buffer.concat([withLength(runner), Buffer.from('the rest')]);
    const { stdout, status } = spawnSync('sh', ['-c', REMOTE_COMMAND], { input, encoding: 'utf8' });
    expect([status, stdout.slice(-8)]).toEqual([0, 'the rest']);
  });
});
