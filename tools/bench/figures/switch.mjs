import { timeInTurns } from '../measure/commands.mjs';
import { CLI } from '../measure/sandbox.mjs';

const ROUNDS = 8;

// The same job as people write it with the `aws` command: look, check health, move, look again.
const SCRIPT = `set -eu
listener="$ALB_LISTENER_ARN"
live=$(aws elbv2 describe-listeners --listener-arns "$listener" --query 'Listeners[0].DefaultActions[0].TargetGroupArn' --output text)
case "$live" in *"$BLUE_TARGET_GROUP"*) idle="$GREEN_GROUP_ARN";; *) idle="$BLUE_GROUP_ARN";; esac
unhealthy=$(aws elbv2 describe-target-health --target-group-arn "$idle" --query "length(TargetHealthDescriptions[?TargetHealth.State!='healthy'])")
[ "$unhealthy" = 0 ]
aws elbv2 modify-listener --listener-arn "$listener" --default-actions "Type=forward,TargetGroupArn=$idle" >/dev/null
[ "$(aws elbv2 describe-listeners --listener-arns "$listener" --query 'Listeners[0].DefaultActions[0].TargetGroupArn' --output text)" = "$idle" ]
`;

/** One switch from process start to the end of the job; ours also proves it with requests and keeps a record. */
export async function switchOnce({ sandbox, arnOf }) {
  const environment = {
    ...sandbox.environment,
    BLUE_GROUP_ARN: arnOf(sandbox.environment.BLUE_TARGET_GROUP),
    GREEN_GROUP_ARN: arnOf(sandbox.environment.GREEN_TARGET_GROUP),
  };
  // The script moves traffic behind our back, which the next switch would refuse as drift.
  const adopt = {
    file: process.execPath,
    words: [CLI, 'repair', '--adopt', '--yes', '--quiet', '--json'],
    environment,
  };
  const [ours, script] = timeInTurns(
    [
      { file: process.execPath, words: [CLI, 'switch', '--yes', '--quiet', '--json'], environment },
      { file: 'bash', words: ['-c', SCRIPT], environment, afterwards: adopt },
    ],
    ROUNDS,
  );
  return [{ figure: 'a switch', ours, peer: script, peerName: 'aws commands in a script', unit: 'ms', limit: 0.3 }];
}
