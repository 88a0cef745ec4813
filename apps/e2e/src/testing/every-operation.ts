import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Administrator, JudgedCall } from './administrator.js';
import { APP, bluegreen, start } from './cli.js';

/** Who runs the operations, and where. */
export interface Scene {
  readonly administrator: Administrator;
  /** Of the one whose policy is tried. */
  readonly environment: NodeJS.ProcessEnv;
  /** Name of the role that it comes as. */
  readonly role: string;
  /** For whatever has to be written. */
  readonly folder: string;
  /** Of the production listener; forwards to BLUE at first. */
  readonly rule: string;
  /** The guide's two variables, with names. */
  readonly targetGroups: NodeJS.ProcessEnv;
  /** The flags that deploy a release with these files, after whatever has to be done first. */
  from(source: string, release: string): Promise<string>;
}

const ENVIRONMENT = 'bluegreen-deployment-production';

/** `bluegreen <words> --json` as the one in the scene; what it prints. */
export async function runAs(
  { environment }: Pick<Scene, 'environment'>,
  words: string,
  code = 0,
  variables: NodeJS.ProcessEnv = {},
): Promise<string> {
  const ended = await bluegreen([...words.split(' '), '--json'], { ...environment, ...variables });
  if (ended.code !== code) throw new Error(`bluegreen ${words} ended with ${ended.code}:\n${ended.stderr}`);
  return ended.stdout;
}

export function targetGroupsIn({ BLUE_TARGET_GROUP, GREEN_TARGET_GROUP }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { BLUE_TARGET_GROUP, GREEN_TARGET_GROUP };
}

/** The app once more, with other files. */
export function revision(folder: string, name: string, files: Readonly<Record<string, string | Buffer>>): string {
  const made = join(folder, name);
  cpSync(APP, made, { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(join(made, file), content, { mode: 0o755 });
  return made;
}

/** Everything an operator can do, on either colour, in order. BLUE is live before and after each. */
export const EVERY_OPERATION: readonly (readonly [does: string, act: (scene: Scene) => Promise<void>])[] = [
  ['looks at everything', look],
  ['deploys to either colour, although the answer to its order is lost', deploy],
  ['moves listener and rule there and back, with alarms to watch', move],
  ['repairs what somebody else moved, and adopts it', repair],
  ['scales either colour', scale],
  ['locks and unlocks', lock],
  ['takes over from one that died in a deployment, and stops that', takeOver],
];

async function look(scene: Scene): Promise<void> {
  for (const words of ['status', 'plan switch', 'why-not switch', 'history', 'releases', 'validate', 'diagnose']) {
    await runAs(scene, words);
  }
  await runAs(scene, 'nx base --or main');
  // The guide's variables name target groups where the stack's outputs have their ARNs.
  await runAs(scene, 'status', 0, scene.targetGroups);
}

async function deploy(scene: Scene): Promise<void> {
  const v1 = await scene.from(APP, 'v1');
  await scene.administrator.fault('reset --service codedeploy --operation CreateDeployment --moment after');
  await runAs(scene, `deploy ${v1}`);
  await runAs(scene, 'switch green --yes');
  await scene.administrator.fault('reset --service codedeploy --operation CreateDeployment --moment after');
  await runAs(scene, 'deploy --release v1');
  await runAs(scene, 'switch blue --yes');
}

async function move(scene: Scene): Promise<void> {
  const BLUEGREEN_ALARMS = `${ENVIRONMENT}-slow,${ENVIRONMENT}-blue-cpu`;
  await runAs(scene, 'switch green --yes', 0, { BLUEGREEN_ALARMS });
  await runAs(scene, 'validate');
  await runAs(scene, 'rollback --yes', 0, { BLUEGREEN_ALARMS });
}

async function repair(scene: Scene): Promise<void> {
  const { administrator, rule } = scene;
  await administrator.moveRule(rule, 'Green');
  await runAs(scene, 'switch green --yes', 9);
  await runAs(scene, 'repair --yes');
  for (const color of ['Green', 'Blue'] as const) {
    await administrator.moveRule(rule, color);
    await runAs(scene, 'repair --adopt --yes');
  }
}

async function scale(scene: Scene): Promise<void> {
  for (const idle of ['green', 'blue']) {
    await runAs(scene, `scale ${idle} 2 --yes`);
    await runAs(scene, `scale ${idle} 1 --max 3 --yes`);
    await runAs(scene, `switch ${idle} --yes`);
  }
}

async function lock(scene: Scene): Promise<void> {
  await runAs(scene, 'lock --reason drill');
  await runAs(scene, 'switch --yes', 4);
  await runAs(scene, 'unlock');
}

async function takeOver(scene: Scene): Promise<void> {
  const { administrator, environment, role, folder } = scene;
  const goOn = join(folder, 'go-on');
  const waiting = `#!/usr/bin/env bash\nwhile [ ! -e ${goOn} ]; do sleep 0.1; done\n`;
  const v2 = await scene.from(revision(folder, 'slow', { 'hooks/validate.sh': waiting }), 'v2');
  const count = (calls: readonly JudgedCall[]) =>
    calls.filter(({ operation }) => operation === 'CreateDeployment').length;
  const before = count(await administrator.roleCalls(role));
  const dying = start(['deploy', ...v2.split(' ')], environment);
  await administrator.untilCalled(role, (calls) => count(calls) > before);
  dying.child.kill('SIGKILL');
  await dying.finished;

  await runAs(scene, 'status');
  await runAs(scene, 'steal --reason drill --yes');
  const resumed = runAs(scene, 'resume --unwind --yes');
  await administrator.untilCalled(role, (calls) => calls.some(({ operation }) => operation === 'StopDeployment'));
  // A script that runs is let go on to its end, as on a real host.
  writeFileSync(goOn, '');
  await resumed;
  await runAs(scene, 'attach', 2);
  await runAs(scene, 'history');
}
