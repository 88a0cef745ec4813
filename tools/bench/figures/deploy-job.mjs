import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timeOnce } from '../measure/commands.mjs';
import { APP, CLI } from '../measure/sandbox.mjs';
import { median } from '../measure/statistics.mjs';

const ROUNDS = 3;
const POLL_MS = 250;

// The same job as people write it with the `aws` command, without the packing, which is given to it.
const BEFORE_THE_WAIT = `set -eu
live=$(aws elbv2 describe-listeners --listener-arns "$ALB_LISTENER_ARN" --query 'Listeners[0].DefaultActions[0].TargetGroupArn' --output text)
case "$live" in *"$BLUE_TARGET_GROUP"*) color=green;; *) color=blue;; esac
aws s3 cp --only-show-errors "$BUNDLE" "s3://$CODEDEPLOY_S3_BUCKET/$KEY"
aws deploy create-deployment --application-name "$CODEDEPLOY_APPLICATION_NAME" \\
  --deployment-group-name "$CODEDEPLOY_APPLICATION_NAME-$color-dg" \\
  --s3-location "bucket=$CODEDEPLOY_S3_BUCKET,key=$KEY,bundleType=zip" --query deploymentId --output text >"$ID_FILE"
`;
const AFTER_THE_WAIT = `set -eu
[ "$(aws deploy get-deployment --deployment-id "$(cat "$ID_FILE")" --query deploymentInfo.status --output text)" = Succeeded ]
aws elbv2 describe-target-health --target-group-arn "$IDLE_GROUP_ARN" >/dev/null
`;

/** What a deploy job costs beyond waiting for CodeDeploy and for health: process starts, checks, upload, record, proof. */
export async function deployJob({ sandbox, arnOf }) {
  const folder = mkdtempSync(join(tmpdir(), 'bluegreen-bench-'));
  try {
    const idle = execFileSync(process.execPath, [CLI, 'status', '--json', '--query', 'live'], {
      env: sandbox.environment,
      encoding: 'utf8',
    }).includes('blue')
      ? sandbox.environment.GREEN_TARGET_GROUP
      : sandbox.environment.BLUE_TARGET_GROUP;
    const environment = { ...sandbox.environment, IDLE_GROUP_ARN: arnOf(idle) };
    const [ours, peer] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(overheadOfOurs(join(folder, 'reports'), `ours-${round}`, environment));
      peer.push(await overheadOfPeer(folder, `peer-${round}`, environment));
    }
    const row = {
      figure: 'a deploy job, without its waits',
      unit: 'ms',
      peerName: 'aws commands in a script',
      limit: 0.5,
    };
    return [{ ...row, ours: median(ours), peer: median(peer) }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function overheadOfOurs(reports, release, environment) {
  const words = [CLI, 'deploy', '--source', APP, '--release', release, '--report-dir', reports, '--quiet', '--json'];
  const elapsed = timeOnce({ file: process.execPath, words, environment });
  const events = readFileSync(join(reports, 'events.ndjson'), 'utf8').trim().split('\n').map(JSON.parse);
  const at = (type) => Date.parse(events.findLast((event) => event.type === type).at);
  return elapsed - (at('targets.healthy') - at('deployment.created'));
}

async function overheadOfPeer(folder, release, environment) {
  const bundle = join(folder, `${release}.zip`);
  const words = [CLI, 'bundle', '--source', APP, '--release', release, '--output', bundle, '--json'];
  const { key } = JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' }));
  const idFile = join(folder, `${release}.id`);
  const around = { ...environment, BUNDLE: bundle, KEY: `releases/bluegreen-app/${key}`, ID_FILE: idFile };
  const before = timeOnce({ file: 'bash', words: ['-c', BEFORE_THE_WAIT], environment: around });
  const status = ['deploy', 'get-deployment', '--deployment-id', readFileSync(idFile, 'utf8').trim()];
  const query = ['--query', 'deploymentInfo.status', '--output', 'text'];
  while (execFileSync('aws', [...status, ...query], { env: around, encoding: 'utf8' }).trim() !== 'Succeeded')
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  return before + timeOnce({ file: 'bash', words: ['-c', AFTER_THE_WAIT], environment: around });
}
