import { run, type Attempt } from '@bluegreen/sdk';
import { CHANNEL, PEOPLE, startScene, type Scene } from './testing/start-scene.js';

let scene: Scene;
afterEach(() => scene.close());

const NOT_DEPLOYED = { releases: { green: null } } as const;

describe.each(['http', 'socket'] as const)('over %s', (transport) => {
  it('deploys the release, shows the plan, asks, switches, proves it, and rolls back', async () => {
    scene = await startScene({ transport, world: NOT_DEPLOYED });
    const { slack, world } = scene;
    const asked = await scene.deploy('green v2');
    const waiting = await scene.shows(asked, 'Waiting for a decision');
    expect(waiting.text).toContain('Deploy v2 to GREEN and switch · production');
    expect(JSON.stringify(waiting.blocks)).toContain('Targets healthy: pass');
    expect(world).toMatchObject({ live: 'blue', writes: 0 });
    expect(world.deployments).toHaveLength(1);

    await scene.press(waiting, 'switch');
    const done = await scene.shows(asked, '*GREEN* is LIVE with v2; moved and proven in');
    expect(world.live).toBe('green');
    expect(JSON.stringify(done.blocks)).toContain('BLUE stays warm with v1');

    await scene.press(done, 'rollback');
    const back = await slack.until(() => slack.messages(CHANNEL).find(({ text }) => text.startsWith('Roll back')));
    await scene.shows(back, '*BLUE* is LIVE with v1');
    expect(world.live).toBe('blue');
    const log = await slack.until(() => slack.messages(CHANNEL).find(({ threadTs }) => threadTs === back.ts));
    expect(log.text).toContain('Traffic goes to BLUE');
    expect(scene.log).toEqual([]);
  });
});

it('records who asked, where, and what came of it', async () => {
  scene = await startScene();
  const message = await scene.shows(await scene.deploy('switch'), 'Waiting for a decision');
  await scene.press(message, 'switch');
  await scene.shows(message, 'is LIVE with v2');
  expect(scene.world.journal).toMatchObject([
    { verb: 'switch', owner: '@jane (U0JANE)', surface: 'slack', end: 'done' },
  ]);
  await scene.slack.send.slashCommand({ user: PEOPLE.vi, channel: CHANNEL, text: 'rollback' });
  await scene.told(PEOPLE.vi, 'takes the role deployer');
  await scene.slack.send.mention({ user: PEOPLE.vi, channel: CHANNEL, text: 'lock me out xoxb-1234567890' });
  await scene.press(message, 'rollback', PEOPLE.vi);
  const engine = await scene.engines.reader('production');
  let attempts: readonly Attempt[] = [];
  for (; attempts.length < 5; await new Promise(setImmediate)) attempts = await run(engine.attempts());
  const [jane, vi] = ['@jane (U0JANE)', '@vi (U0VI)'];
  const slack = { surface: 'slack', link: expect.stringMatching(/^https?:.*archives\/C0DEPLOYS\/p\d+$/) };
  const anywhere = expect.stringMatching(/archives\/C0DEPLOYS/) as unknown;
  const refused = { ...slack, owner: vi, outcome: 'refused', code: 'FORBIDDEN' };
  expect(attempts).toHaveLength(5);
  expect(attempts).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ ...slack, owner: jane, asked: 'switch', outcome: 'accepted', code: null }),
      expect.objectContaining({ ...slack, owner: jane, asked: 'ticket.switch', outcome: 'accepted', code: null }),
      // A slash command that was refused has no message: its channel has to do.
      expect.objectContaining({ ...refused, asked: 'rollback', link: expect.stringMatching(/archives\/C0DEPLOYS$/) }),
      expect.objectContaining({ ...refused, link: anywhere, asked: expect.not.stringContaining('1234567890') }),
      expect.objectContaining({ ...refused, asked: 'ticket.rollback' }),
    ]),
  );
});

it('deploys once more what somebody replaced while the plan was on hold', async () => {
  scene = await startScene({ world: NOT_DEPLOYED });
  const message = await scene.shows(await scene.deploy('green v2'), 'Waiting for a decision');
  await scene.press(message, 'hold');
  await scene.shows(message, 'Put on hold by');
  Object.assign(scene.world.state.colors.green, { release: { release: 'v3', digest: '3'.repeat(64) } });
  await scene.press(message, 'release');
  await scene.eventually(() => scene.world.deployments.length === 2);
  await scene.shows(message, 'ticket.hold');
  expect(scene.world.state.colors.green.release?.release).toBe('v2');
});

it('shows who keeps a plan from being carried out, and offers nothing that would be refused', async () => {
  scene = await startScene();
  await scene.slack.send.slashCommand({ user: PEOPLE.root, channel: CHANNEL, text: 'lock data migration' });
  await scene.told(PEOPLE.root, 'Locked');
  const message = await scene.shows(await scene.deploy('switch'), 'Waiting for a decision');
  const shown = JSON.stringify(scene.slack.message(message.ts)!.blocks);
  expect(shown).toContain('The environment is locked. @root (U0ROOT)');
  expect(shown).not.toContain('ticket.switch');
  await scene.slack.send.slashCommand({ user: PEOPLE.root, channel: CHANNEL, text: 'unlock' });
  await scene.told(PEOPLE.root, 'Unlocked');
  await scene.press(message, 'recheck');
  await scene.press(await scene.shows(message, 'ticket.switch'), 'switch');
  await scene.shows(message, 'GREEN* is LIVE with v2');
});

it('says what a deployment would do, and does nothing', async () => {
  scene = await startScene({ world: NOT_DEPLOYED });
  await scene.slack.send.slashCommand({ user: PEOPLE.vi, channel: CHANNEL, text: 'plan green v2' });
  const told = await scene.told(PEOPLE.vi, 'What deploying to GREEN would do · production');
  expect(told).toContain('1. Deploy v2 to GREEN; live traffic stays where it is');
  expect(told).toContain('2. Judge the gates of the switch, ask, switch to GREEN, prove it');
  expect(scene.world).toMatchObject({ live: 'blue', writes: 0, deployments: [] });
});

it('brings the newest stored release when none is named, and says so when that is live already', async () => {
  scene = await startScene({ world: NOT_DEPLOYED });
  const first = await scene.shows(await scene.deploy('green'), 'Waiting for a decision');
  await scene.press(first, 'switch');
  await scene.shows(first, 'is LIVE with v2');
  const second = await scene.deploy('blue');
  await scene.shows(second, 'the newest release, v2, is LIVE on *GREEN* already');
  expect(scene.world).toMatchObject({ live: 'green' });
  expect(scene.world.deployments).toHaveLength(1);
});

it('speaks the language of whoever asked', async () => {
  scene = await startScene();
  const message = await scene.deploy('switch', PEOPLE.min);
  await scene.shows(message, '결정 대기');
  await scene.press(message, 'switch', PEOPLE.min);
  await scene.shows(message, '*GREEN* 색상이 v2 릴리스로 LIVE입니다');
  await scene.slack.send.slashCommand({ user: PEOPLE.min, channel: CHANNEL, text: 'help' });
  expect(await scene.told(PEOPLE.min, '환경: production')).toContain('/deploy');
});

it('takes a mention in a thread, and answers there', async () => {
  scene = await startScene();
  const { slack } = scene;
  await slack.send.mention({
    user: PEOPLE.jane,
    channel: CHANNEL,
    text: 'switch green',
    threadTs: '1700000000.000100',
  });
  const message = await slack.until(() => slack.messages(CHANNEL).find(({ text }) => text.includes('Switch to GREEN')));
  expect(message.threadTs).toBe('1700000000.000100');
  await slack.send.mention({ user: PEOPLE.vi, channel: CHANNEL, text: 'status' });
  expect(await scene.told(PEOPLE.vi, 'LIVE')).toContain('BLUE LIVE · v1');
});

it.each([
  ['status', 'BLUE LIVE · v1'],
  ['plan', 'Targets healthy: pass'],
  ['history', 'Nothing was done here yet'],
  ['who', 'May deploy'],
  ['help', 'Environments: production'],
])('answers %s to the person alone', async (text, answer) => {
  scene = await startScene();
  await scene.slack.send.slashCommand({ user: PEOPLE.vi, channel: CHANNEL, text });
  await scene.told(PEOPLE.vi, answer);
  expect(scene.slack.messages()).toEqual([]);
});

it('opens a form for a bare command, and takes what it says', async () => {
  scene = await startScene();
  const { slack } = scene;
  await slack.send.slashCommand({ user: PEOPLE.jane, channel: CHANNEL, text: '' });
  await slack.until(() => JSON.stringify(slack.modal(PEOPLE.jane)?.view ?? null).includes('"v2"'));
  await slack.send.viewSubmission({ user: PEOPLE.jane, values: { color: 'green', release: 'v2' } });
  const message = await slack.until(() => slack.messages(CHANNEL)[0]);
  await scene.shows(message, 'Waiting for a decision');
  expect(slack.modal(PEOPLE.jane)).toBeUndefined();
});

it('shows every detail of a plan in a modal', async () => {
  scene = await startScene();
  const message = await scene.shows(await scene.deploy('switch'), 'Waiting for a decision');
  await scene.press(message, 'details', PEOPLE.vi);
  const modal = await scene.slack.until(() => scene.slack.modal(PEOPLE.vi));
  expect(JSON.stringify(modal.view)).toMatch(/plan `[0-9a-f]{64}`/);
});

it('holds a plan, and makes it anew when it is taken up again', async () => {
  scene = await startScene();
  const message = await scene.shows(await scene.deploy('switch'), 'Waiting for a decision');
  await scene.press(message, 'hold');
  await scene.shows(message, 'Put on hold by');
  await scene.press(message, 'release');
  await scene.shows(message, 'Waiting for a decision');
  await scene.press(message, 'abort');
  await scene.shows(message, 'Cancelled');
  expect(scene.world).toMatchObject({ live: 'blue', writes: 0 });
});

it('shows the environments, what waits for a person, and what happened, in the App Home', async () => {
  scene = await startScene({ environment: { approvals: 1 } });
  await scene.shows(await scene.deploy('switch'), '0 of 1 approvals');
  await scene.slack.send.event({ type: 'app_home_opened', user: PEOPLE.ada, tab: 'home', channel: 'D0ADA' });
  const home = JSON.stringify(await scene.slack.until(() => scene.slack.homeOf(PEOPLE.ada)));
  expect(home).toContain('*BLUE* LIVE');
  expect(home).toContain('Switch to GREEN (v2) · production> · Waiting for a decision');
});
