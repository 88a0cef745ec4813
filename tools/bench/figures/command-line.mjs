import { timeInTurns } from '../measure/commands.mjs';
import { CLI, plainEnvironment } from '../measure/sandbox.mjs';

const ROUNDS = 15;

/** How long a person or a job waits for the command line itself. */
export async function commandLine({ sandbox }) {
  const node = (words, environment) => ({ file: process.execPath, words, environment });
  const aws = (words) => ({ file: 'aws', words, environment: sandbox.environment });
  const plain = plainEnvironment();
  const listener = sandbox.environment.ALB_LISTENER_ARN;

  const [version, bare] = timeInTurns([node([CLI, '--version'], plain), node(['-e', '0'], plain)], ROUNDS);
  const [status, describe] = timeInTurns(
    [
      node([CLI, 'status', '--json', '--quiet'], sandbox.environment),
      aws(['elbv2', 'describe-listeners', '--listener-arns', listener]),
    ],
    ROUNDS,
  );
  return [
    { figure: 'bluegreen --version', ours: version, peer: bare, peerName: 'node -e 0', unit: 'ms', limit: 1.4 },
    {
      figure: 'bluegreen status --json',
      ours: status,
      peer: describe,
      peerName: 'aws elbv2 describe-listeners',
      unit: 'ms',
      limit: 0.25,
    },
  ];
}
