import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FaultRule } from '@bluegreen/sandbox';
import { judgeEnd } from '../check/judge-end.js';
import { honest } from './fault-trial.js';
import type { Rig } from '../rig/rig.js';
import { settle, told } from './settle.js';
import type { Trial } from './trial.js';
import type { VerbRow } from './verbs.js';

type HostRule = Extract<FaultRule, { readonly event?: unknown }>;

/** What goes wrong on an instance while it is deployed to. */
const HARMS: readonly HostRule[] = [
  { kind: 'disk-full' },
  { kind: 'hook-floods', event: 'AfterInstall' },
  { kind: 'hook-hangs', event: 'BeforeInstall' },
  { kind: 'hook-keeps-output-open', event: 'AfterInstall' },
  { kind: 'agent-dies', event: 'AfterInstall' },
  { kind: 'agent-dies', event: 'ApplicationStart' },
  { kind: 'instance-dies', event: 'Install' },
  { kind: 'instance-dies', event: 'ValidateService' },
];

const FAULT = 'harm';
const REPLACED_WITHIN_MS = 90_000;
/** Exit code while something else runs. */
const LOCKED = 4;
/** Sets the release of the second try apart from the first. */
const AGAIN = 1_000;
/** Characters of a log that a violation quotes. */
const LOG_TAIL = 1_000;

/** Lets an instance of the idle colour go wrong while a deployment is on it; the live colour must not notice. */
export const instanceTrial: Trial<HostRule> = {
  name: 'instance faults',
  note: 'agent, hook, disk or machine fails in mid deployment',
  verbs: ['deploy'],
  points: () => HARMS,
  describe: (verb, { kind, event }) => `${verb}, ${kind}${event === undefined ? '' : ` at ${event}`}`,
  async once(rig, verb, rule, expected, run) {
    rig.sandbox.addFault({ ...rule, id: FAULT, where: 'green' });
    const end = await rig.start(verb.words(rig, run)).ended;
    const hit = rig.sandbox.faults().some(({ acted }) => acted > 0);
    rig.sandbox.clearFaults(FAULT);
    const problems = honest(end, await rig.observe(), expected);
    if (end.code !== 0) problems.push(...(await settle(rig, false)));
    problems.push(...judgeEnd(await rig.observe(), expected), ...(await goesOn(rig, verb, run)));
    return { hit, kills: 0, problems };
  },
};

/** Whether the same verb works again once nothing is wrong any more, as soon as a lost machine was replaced. */
async function goesOn(rig: Rig, verb: VerbRow, run: number): Promise<string[]> {
  const deadline = performance.now() + REPLACED_WITHIN_MS;
  const isWhole = async () => {
    const { instances } = await rig.sandbox.status();
    return instances.filter(({ color, health }) => color === 'green' && health === 'healthy').length === 1;
  };
  while (!(await isWhole()) && performance.now() < deadline) await delay(250);
  for (let again = 1; ; again += 1) {
    const end = await rig.start(verb.words(rig, run + again * AGAIN)).ended;
    if (end.code === 0) return [];
    // The deployment that went wrong may take a while to fail.
    if (end.code !== LOCKED || performance.now() > deadline)
      return [`afterwards it does not work again: ${told(end)} ${await lastWords(rig)}`];
    await delay(1_000);
  }
}

/** What PM2 and the app of every instance logged last. */
async function lastWords({ sandbox }: Rig): Promise<string> {
  const instances = join(sandbox.stateDir, 'instances');
  const logs = (await readdir(instances)).flatMap((id) =>
    ['pm2.log', 'application.log'].map((name) => ({
      id,
      name,
      file: join(instances, id, 'opt/bluegreen-app/logs', name),
    })),
  );
  const tails = logs.map(async ({ id, name, file }) => {
    const text = await readFile(file, 'utf8').catch(() => '');
    return `${id} ${name}: ${text.slice(-LOG_TAIL)}`;
  });
  return (await Promise.all(tails)).join(' ');
}
