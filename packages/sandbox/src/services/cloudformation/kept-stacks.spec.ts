import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '../../sandbox.js';
import type { EngineState } from './engine/engine.js';
import { startStackWorld } from './testing/stack-world.js';

jest.setTimeout(60_000);

let stateDir: string;
beforeEach(() => (stateDir = realpathSync(mkdtempSync(join(tmpdir(), 'bluegreen-stacks-kept-')))));
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

const template = (Port: number) => ({
  Resources: { Group: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Protocol: 'HTTP', Port } } },
  Outputs: { Arn: { Value: { Ref: 'Group' } } },
});

/** Starts a sandbox in the folder, and stops it whatever happens. */
async function inSandbox<Result>(act: (world: Awaited<ReturnType<typeof startStackWorld>>) => Promise<Result>) {
  const world = await startStackWorld({ stateDir });
  const { sandbox }: { sandbox: Sandbox } = world;
  try {
    return await act(world);
  } finally {
    await sandbox.stop();
  }
}

function edit(change: (state: EngineState) => void): void {
  const file = join(stateDir, 'state/cloudformation.json');
  const state = JSON.parse(readFileSync(file, 'utf8')) as EngineState;
  change(state);
  writeFileSync(file, JSON.stringify(state));
}

it('finds its stacks again after a restart, and can go on with them', async () => {
  const before = await inSandbox(async (world) => {
    await world.create('kept', template(80));
    return { stack: await world.stack('kept'), path: await world.path('kept') };
  });
  await inSandbox(async (world) => {
    expect({ stack: await world.stack('kept'), path: await world.path('kept') }).toEqual(before);
    expect((await world.update('kept', template(81))).StackStatus).toBe('UPDATE_COMPLETE');
    expect((await world.remove('kept')).StackStatus).toBe('DELETE_COMPLETE');
  });
});

it.each([
  ['CREATE_IN_PROGRESS', 'ROLLBACK_FAILED'],
  ['UPDATE_IN_PROGRESS', 'UPDATE_FAILED'],
  ['DELETE_IN_PROGRESS', 'DELETE_FAILED'],
] as const)('a stack that was cut off in %s comes back as %s, and can be deleted', async (cutOff, status) => {
  await inSandbox((world) => world.create('cut', template(80)));
  edit(({ stacks }) => (stacks.find((stack) => stack.name === 'cut')!.status = cutOff));
  await inSandbox(async (world) => {
    expect(await world.stack('cut')).toMatchObject({
      StackStatus: status,
      StackStatusReason: expect.stringContaining('The sandbox ended'),
    });
    expect((await world.remove('cut')).StackStatus).toBe('DELETE_COMPLETE');
  });
});
