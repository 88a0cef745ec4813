import { CHANNEL, PEOPLE, startScene, type Scene } from './testing/start-scene.js';

let scene: Scene;
afterEach(() => scene.close());

const tickets = () => [...scene.world.documents.keys()].filter((key) => key.startsWith('slack/tickets/'));

it.each(['http', 'socket'] as const)(
  'acts once on a command and a click that come twice over %s, to two replicas',
  async (transport) => {
    scene = await startScene({ transport });
    await scene.addBot();
    const { slack, world } = scene;
    await slack.send.slashCommand({ user: PEOPLE.jane, channel: CHANNEL, text: 'switch' }, { times: 4 });
    const message = await slack.until(() => slack.messages(CHANNEL)[0]);
    await scene.shows(message, 'Waiting for a decision');
    await slack.send.action(
      { user: PEOPLE.jane, channel: CHANNEL, message: message.ts, actionId: 'ticket.switch' },
      { times: 4 },
    );
    await scene.shows(message, 'GREEN* is LIVE');
    expect(tickets()).toHaveLength(1);
    expect(world).toMatchObject({ live: 'green', writes: 1 });
    expect(world.journal).toHaveLength(1);
    expect(slack.messages(CHANNEL).filter(({ threadTs }) => threadTs === null)).toHaveLength(1);
    expect(slack.ephemerals(PEOPLE.jane)).toHaveLength(1);
  },
);

it('remembers after a restart what it took before', async () => {
  scene = await startScene();
  const { slack } = scene;
  const sent = await slack.send.slashCommand({ user: PEOPLE.jane, channel: CHANNEL, text: 'switch' });
  await scene.shows(await slack.until(() => slack.messages(CHANNEL)[0]), 'Waiting for a decision');
  await scene.bots[0]!.stop();
  const bot = await scene.addBot();
  expect(await sent.again({ to: bot.url! })).toMatchObject({ acknowledged: true });
  await scene.shows(await scene.deploy('rollback'), 'Failed');
  expect(tickets()).toHaveLength(2);
  expect(slack.messages(CHANNEL).filter(({ text }) => text.startsWith('Switch'))).toHaveLength(1);
});

it('lets one of many simultaneous commands win, and answers them all', async () => {
  scene = await startScene();
  await scene.addBot();
  const { slack, world } = scene;
  const many = 60;
  const people = [PEOPLE.jane, PEOPLE.min];
  const delivered = await Promise.all(
    Array.from({ length: many }, (_, index) =>
      slack.send.slashCommand({ user: people[index % 2]!, channel: CHANNEL, text: 'switch' }),
    ),
  );
  expect(delivered.every(({ acknowledged }) => acknowledged)).toBe(true);
  await slack.until(() => slack.ephemerals().length === many);
  expect(slack.messages(CHANNEL).filter(({ threadTs }) => threadTs === null)).toHaveLength(1);
  const first = slack
    .ephemerals()
    .filter(({ text }) => text.includes(': see <https://') || text.includes('메시지>를 확인하세요'));
  expect(first).toHaveLength(1);
  expect(world.writes).toBe(0);
}, 20_000);

it('puts a rollback in the place of a plan that only waits, and never of one that runs', async () => {
  scene = await startScene();
  const first = await scene.shows(await scene.deploy('switch'), 'Waiting for a decision');
  await scene.press(first, 'switch');
  await scene.shows(first, 'GREEN* is LIVE');
  const second = await scene.shows(await scene.deploy('switch blue'), 'Waiting for a decision');
  const back = await scene.deploy('rollback');
  await scene.shows(second, 'Cancelled');
  await scene.press(await scene.shows(back, 'Waiting for a decision'), 'switch');
  await scene.shows(back, 'BLUE* is LIVE');
  expect(scene.world.live).toBe('blue');
});

it('goes on trying when Slack refuses its connection for a while', async () => {
  scene = await startScene({ transport: 'socket' });
  const { slack } = scene;
  const [former] = slack.socketMode.connections();
  slack.refuseNext('apps.connections.open', 'invalid_auth');
  slack.socketMode.cut(former!);
  await slack.until(() => slack.socketMode.connections().some((connection) => connection !== former), 25_000);
  expect(scene.log.join('\n')).toContain('Slack does not take the connection (invalid_auth): check the network and');
  await scene.shows(await scene.deploy('switch'), 'Waiting for a decision');
}, 30_000);

it.each(['warn', 'cut'] as const)('goes on when Slack ends its connection (%s)', async (how) => {
  scene = await startScene({ transport: 'socket' });
  const { socketMode } = scene.slack;
  const [former] = socketMode.connections();
  socketMode[how](former!);
  await scene.slack.until(() => {
    const now = socketMode.connections();
    return now.length === 1 && now[0] !== former;
  });
  await scene.shows(await scene.deploy('switch'), 'Waiting for a decision');
});
