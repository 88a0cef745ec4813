import { CHANNEL, PEOPLE, startScene, type Scene } from './testing/start-scene.js';

let scene: Scene;
afterEach(() => scene.close());

const waiting = async (text = 'switch') => scene.shows(await scene.deploy(text), 'approvals');

it('waits for another person, refuses the one who asked, and starts with the approval', async () => {
  scene = await startScene({
    environment: {
      approvals: 1,
      roles: { viewer: ['*'], deployer: [], approver: [PEOPLE.jane, PEOPLE.ada], admin: [] },
    },
  });
  const message = await waiting();
  await scene.press(message, 'approve', PEOPLE.jane);
  expect(await scene.told(PEOPLE.jane, 'somebody else')).toBeTruthy();
  expect(scene.world.writes).toBe(0);
  await scene.press(message, 'approve', PEOPLE.ada);
  await scene.shows(message, 'GREEN* is LIVE with v2');
  expect(scene.world.live).toBe('green');
});

it('counts two different people, never one twice', async () => {
  scene = await startScene({ environment: { approvals: 2 } });
  const message = await waiting();
  await scene.press(message, 'approve', PEOPLE.ada);
  await scene.shows(message, '1 of 2 approvals');
  await scene.press(message, 'approve', PEOPLE.ada);
  await scene.told(PEOPLE.ada, 'it takes another person');
  await scene.press(message, 'approve', PEOPLE.root);
  await scene.shows(message, 'GREEN* is LIVE with v2');
});

it('voids the approvals when the environment moves, and asks again about the new plan', async () => {
  scene = await startScene({ environment: { approvals: 1 }, world: { live: 'blue' } });
  const message = await waiting('switch green');
  const before = message.blocks;
  // Another release gets to green behind everybody's back.
  const green = scene.world.state.colors.green;
  const other = { release: 'v3', digest: '3'.repeat(64) };
  Object.assign(green, { release: other, running: () => other });
  await scene.press(message, 'approve', PEOPLE.ada);
  const again = await scene.slack.until(() => {
    const now = scene.slack.message(message.ts);
    return now?.text.includes('0 of 1 approvals') && JSON.stringify(now.blocks).includes('v3') && now;
  });
  expect(again.blocks).not.toEqual(before);
  expect(scene.world).toMatchObject({ live: 'blue', writes: 0 });

  await scene.slack.send.action({
    user: PEOPLE.ada,
    channel: CHANNEL,
    message: message.ts,
    actionId: 'ticket.approve',
    stale: { value: valueOf(before) },
  });
  await scene.told(PEOPLE.ada, 'so it is void');
  expect(scene.world.writes).toBe(0);
});

it('lets a rollback go without a second person', async () => {
  scene = await startScene({ environment: { approvals: 1 } });
  const message = await waiting();
  await scene.press(message, 'approve', PEOPLE.ada);
  const done = await scene.shows(message, 'GREEN* is LIVE');
  await scene.press(done, 'rollback');
  await scene.eventually(() => scene.world.live === 'blue');
});

it('expires a plan that nobody decided on', async () => {
  let ahead = 0;
  const clock = {
    now: () => Date.now() + ahead,
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        const timer = setTimeout(resolve, ms).unref();
        signal?.addEventListener('abort', () => (clearTimeout(timer), reject(signal.reason as Error)), { once: true });
      }),
  };
  scene = await startScene({ environment: { approvals: 1 }, bot: { clock } });
  const message = await waiting();
  const value = valueOf(message.blocks);
  ahead = 31 * 60_000;
  const press = {
    user: PEOPLE.ada,
    channel: CHANNEL,
    message: message.ts,
    actionId: 'ticket.approve',
    stale: { value },
  };
  await scene.slack.send.action(press);
  await scene.slack.until(() => scene.slack.ephemerals(PEOPLE.ada).length > 0);
  expect(scene.slack.ephemerals(PEOPLE.ada)[0]?.text).toMatch(/waited too long|has ended already/);
  await scene.shows(message, 'Expired');
  expect(scene.world.writes).toBe(0);
});

function valueOf(blocks: readonly Record<string, unknown>[]): string {
  const elements = blocks.flatMap((block) => (block['elements'] ?? []) as { action_id?: string; value?: string }[]);
  return elements.find(({ action_id }) => action_id === 'ticket.approve')!.value!;
}
