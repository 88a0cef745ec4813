// `npm run bench [-- --json] [-- NAME …]`: every figure against its peer in the same run, as a table and as JSON.
import { execFileSync, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { round } from './measure/statistics.mjs';
import { startSandbox } from './measure/sandbox.mjs';
import { bundle } from './figures/bundle.mjs';
import { cachedTasks } from './figures/cached-tasks.mjs';
import { commandLine } from './figures/command-line.mjs';
import { deployJob } from './figures/deploy-job.mjs';
import { hundredSwitches } from './figures/hundred-switches.mjs';
import { journal } from './figures/journal.mjs';
import { loadBalancer } from './figures/load-balancer.mjs';
import { sandboxReady } from './figures/sandbox-ready.mjs';
import { slackAck } from './figures/slack-ack.mjs';
import { switchOnce } from './figures/switch.mjs';
import { takeover } from './figures/takeover.mjs';
import { template } from './figures/template.mjs';

const FIGURES = {
  'sandbox-ready': { measure: sandboxReady, needsSandbox: true },
  'command-line': { measure: commandLine, needsSandbox: true },
  'deploy-job': { measure: deployJob, needsSandbox: true },
  switch: { measure: switchOnce, needsSandbox: true },
  journal: { measure: journal, needsSandbox: true },
  takeover: { measure: takeover, needsSandbox: true },
  'hundred-switches': { measure: hundredSwitches, needsSandbox: true },
  'slack-ack': { measure: slackAck, needsSandbox: true },
  template: { measure: template },
  'load-balancer': { measure: loadBalancer },
  bundle: { measure: bundle },
  'cached-tasks': { measure: cachedTasks },
};

const words = process.argv.slice(2);
const asJson = words.includes('--json');
const names = words.filter((word) => !word.startsWith('--'));
for (const name of names)
  if (!(name in FIGURES)) fail(`no figure called ${name}; there are ${Object.keys(FIGURES).join(', ')}`);
const chosen = Object.entries(FIGURES).filter(([name]) => names.length === 0 || names.includes(name));

const root = resolve(import.meta.dirname, '../..');
const built = spawnSync('npx', ['--no-install', 'nx', 'run-many', '-t', 'build'], {
  cwd: root,
  stdio: ['ignore', 2, 2],
  env: { ...process.env, NX_TUI: 'false' },
});
if (built.status !== 0) fail('the build failed');

const sandbox = chosen.some(([, { needsSandbox }]) => needsSandbox) ? await startSandbox() : undefined;
const rows = [];
try {
  for (const [name, { measure }] of chosen) {
    process.stderr.write(`${name} …\n`);
    for (const row of await measure({ sandbox, arnOf })) rows.push(judge(name, row));
  }
} finally {
  await sandbox?.stop();
}
process.stdout.write(asJson ? `${JSON.stringify({ node: process.version, rows }, null, 2)}\n` : `${text(rows)}\n`);
process.exitCode = rows.every(({ met }) => met !== false) ? 0 : 1;

function judge(name, { ours, peer, limit, atLeast, absolute, ...rest }) {
  const ratio = peer === undefined || absolute ? null : ours / peer;
  const value = absolute ? ours : ratio;
  const met =
    limit === undefined && atLeast === undefined ? null : atLeast === undefined ? value <= limit : value >= atLeast;
  return {
    name,
    ...rest,
    ours: round(ours),
    peer: peer === undefined ? null : round(peer),
    ratio: ratio === null ? null : round(ratio),
    limit,
    atLeast,
    met,
  };
}

function text(all) {
  const mark = { true: 'OK', false: 'NG', null: '  ' };
  return all
    .map(({ figure, ours, unit, peer, peerName, ratio, limit, atLeast, met }) => {
      const allowed =
        atLeast !== undefined ? ` (at least ${atLeast})` : limit !== undefined ? ` (at most ${limit})` : '';
      const against = ratio === null ? '' : ` | ${peerName} ${peer} ${unit} | ratio ${ratio}${allowed}`;
      return `${mark[met]} ${figure}: ${ours} ${unit}${against}`;
    })
    .join('\n');
}

function arnOf(nameOrArn) {
  if (nameOrArn.startsWith('arn:')) return nameOrArn;
  const words = [
    'elbv2',
    'describe-target-groups',
    '--names',
    nameOrArn,
    '--query',
    'TargetGroups[0].TargetGroupArn',
    '--output',
    'text',
  ];
  return execFileSync('aws', words, { env: sandbox.environment, encoding: 'utf8' }).trim();
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
