import { systemClock } from '@bluegreen/sdk';
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
  await scene.told(PEOPLE.jane, 'You asked for this, so somebody else has to approve it.');
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
  await scene.told(
    PEOPLE.ada,
    'The environment moved since you saw that plan, so it is void. Look at the new one, then decide.',
  );
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

/** Real time that can be set forward. */
function leapingClock() {
  let ahead = 0;
  return { ...systemClock, now: () => systemClock.now() + ahead, leap: (ms: number) => (ahead += ms) };
}

it('refuses an approval that comes too late', async () => {
  const clock = leapingClock();
  const timing = { beatMs: 20, watchEveryMs: 3_600_000, silentMs: 30_000 };
  scene = await startScene({ environment: { approvals: 1 }, bot: { clock, timing } });
  const message = await waiting();
  clock.leap(31 * 60_000);
  await scene.press(message, 'approve', PEOPLE.ada);
  const [told] = await scene.slack.until(
    (slack) => slack.ephemerals(PEOPLE.ada).length > 0 && slack.ephemerals(PEOPLE.ada),
  );
  expect(told?.text).toBe('This plan waited too long and is void. Give the command again for a fresh one.');
  await scene.shows(message, 'Expired');
  expect(scene.world.writes).toBe(0);
});

it('expires a plan that nobody decides on', async () => {
  const clock = leapingClock();
  scene = await startScene({ environment: { approvals: 1 }, bot: { clock } });
  const message = await waiting();
  clock.leap(31 * 60_000);
  await scene.shows(message, 'Expired');
  expect(scene.world.writes).toBe(0);
});

function valueOf(blocks: readonly Record<string, unknown>[]): string {
  const elements = blocks.flatMap((block) => (block['elements'] ?? []) as { action_id?: string; value?: string }[]);
  return elements.find(({ action_id }) => action_id === 'ticket.approve')!.value!;
}
