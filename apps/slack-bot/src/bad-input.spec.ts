import { CHANNEL, PEOPLE, SECRETS, startScene, type Scene } from './testing/start-scene.js';

let scene: Scene;
afterEach(() => scene.close());

const say = (text: string, user: string = PEOPLE.jane, channel = CHANNEL) =>
  scene.slack.send.slashCommand({ user, channel, text });

it.each([
  ['an unknown environment', 'prodction green', 'There is no environment "prodction". Did you mean production?'],
  ['an environment that is like none', 'elsewhere green', 'There is no environment "elsewhere"'],
  ['an unknown colour', 'gren', '"gren" is no colour. Did you mean green?'],
  ['an unknown colour after an environment', 'switch production red', '"red" is no colour'],
  ['a release that is no name', 'green ../../etc', '"../../etc" cannot name a release'],
  ['too many words', 'green v2 now please', '"now" has no place there'],
  ['a slip in a verb', 'rolback', 'Did you mean rollback?'],
  ['a share of the traffic', 'shift 10', 'Traffic moves as a whole'],
  ['a lock without a reason', 'lock production', 'Say why'],
  ['markup of Slack', '<!channel> *bold*', '&lt;!channel&gt;'],
])('explains %s', async (_what, text, answer) => {
  scene = await startScene();
  await say(text);
  expect(await scene.told(PEOPLE.jane, answer)).toBeTruthy();
  expect(scene.slack.messages()).toEqual([]);
  expect(scene.world.writes).toBe(0);
});

it.each([
  ['deploy', 'green v2'],
  ['switch', 'switch'],
  ['rollback', 'rollback'],
  ['lock', 'lock production maintenance'],
])('refuses %s to somebody who only looks', async (deed, text) => {
  scene = await startScene();
  await say(text, PEOPLE.vi);
  expect(await scene.told(PEOPLE.vi, `"${deed}" takes the role deployer`)).toContain('you have viewer');
  expect(scene.slack.messages()).toEqual([]);
});

it('names a release that nobody stored', async () => {
  scene = await startScene();
  const message = await scene.deploy('green v9');
  const failed = await scene.shows(message, 'Failed');
  expect(JSON.stringify(failed.blocks)).toContain('v9');
  expect(scene.world.deployments).toEqual([]);
});

it('never deploys to the live colour', async () => {
  scene = await startScene({
    world: { live: 'green', releases: { green: { release: 'v1', digest: '1'.repeat(64) } } },
  });
  await scene.shows(await scene.deploy('green v2'), 'LIVE_COLOR_REFUSED');
  expect(scene.world).toMatchObject({ live: 'green', writes: 0 });
});

it('fails closed when user groups cannot be read, and says which scope is missing', async () => {
  scene = await startScene({ slack: { scopes: ['commands', 'chat:write', 'users:read'] } });
  await say('switch');
  expect(await scene.told(PEOPLE.jane, 'takes the role deployer')).toContain('lacks the scope usergroups:read');
  expect(scene.bots[0]!.findings.warnings).toContainEqual(expect.stringContaining('usergroups:read'));
});

it('fails closed where user groups are not in the plan', async () => {
  scene = await startScene({ slack: { plan: 'free' } });
  await say('switch');
  expect(await scene.told(PEOPLE.jane, 'takes the role deployer')).toContain('plan_upgrade_required');
});

it('tells in private that its token was revoked', async () => {
  scene = await startScene();
  scene.slack.revokeToken(SECRETS.botToken);
  await say('status', PEOPLE.vi);
  await scene.told(PEOPLE.vi, 'BLUE LIVE');
  await say('switch', PEOPLE.root);
  await scene.told(PEOPLE.root, 'Slack does not accept the bot token any more');
  expect(scene.world.writes).toBe(0);
});

it('names a scope that it lost', async () => {
  scene = await startScene();
  scene.slack.setScopes(['commands']);
  await say('switch', PEOPLE.root);
  await scene.told(PEOPLE.root, 'The bot lacks the scope chat:write');
});

it('asks to be invited', async () => {
  scene = await startScene();
  await say('switch', PEOPLE.jane, 'C0OTHER');
  await scene.told(PEOPLE.jane, '/invite @bluegreen');
  // Nothing is left open that would keep others out.
  await scene.shows(await scene.deploy('switch'), 'Waiting for a decision');
});

it('explains a button of long ago, and one that nobody made', async () => {
  scene = await startScene();
  const message = await scene.shows(await scene.deploy('switch'), 'Waiting for a decision');
  await scene.press(message, 'abort');
  await scene.shows(message, 'Cancelled');
  const press = { user: PEOPLE.jane, channel: CHANNEL, message: message.ts, actionId: 'ticket.switch' };
  const elements = message.blocks.find(({ type }) => type === 'actions')!['elements'] as { value: string }[];
  await scene.slack.send.action({ ...press, stale: { value: elements[0]!.value } });
  await scene.told(PEOPLE.jane, 'This has ended already');
  for (const value of ['nonsense', '["production","../../x","00"]', '["elsewhere","1","2"]', '{}']) {
    await scene.slack.send.action({ ...press, user: PEOPLE.root, stale: { value } });
  }
  await scene.slack.until((slack) => slack.ephemerals(PEOPLE.root).length === 4);
  expect(new Set(scene.slack.ephemerals(PEOPLE.root).map(({ text }) => text))).toEqual(
    new Set(['That request is not on record. Give the command again.']),
  );
  expect(scene.world.writes).toBe(0);
});

it('posts a new message when somebody deleted the one of a running operation', async () => {
  scene = await startScene();
  const { slack } = scene;
  const message = await scene.shows(await scene.deploy('switch'), 'Waiting for a decision');
  slack.deleteMessage(CHANNEL, message.ts);
  const elements = message.blocks.find(({ type }) => type === 'actions')!['elements'] as { value: string }[];
  const stale = { value: elements[0]!.value };
  await slack.send.action({
    user: PEOPLE.jane,
    channel: CHANNEL,
    message: message.ts,
    actionId: 'ticket.switch',
    stale,
  });
  await slack.until(() => slack.messages(CHANNEL).find(({ text }) => text.includes('GREEN is LIVE with v2')));
  await scene.told(PEOPLE.jane, 'The message of that operation was deleted');
  expect(slack.messages(CHANNEL).filter(({ text }) => text.startsWith('Switch'))).toHaveLength(1);
});

it.each([
  ['signed with another secret', { signingSecret: 'wrong' }],
  ['ten minutes old', { timestampOffset: -600 }],
  ['ten minutes ahead', { timestampOffset: 600 }],
])('takes nothing that is %s', async (_what, options) => {
  scene = await startScene();
  const delivered = await scene.slack.send.slashCommand(
    { user: PEOPLE.jane, channel: CHANNEL, text: 'switch' },
    options,
  );
  expect(delivered.acknowledged).toBe(false);
  expect(scene.slack.messages()).toEqual([]);
  expect([...scene.world.documents.keys()]).toEqual([]);
});

it('keeps every token out of its log', async () => {
  scene = await startScene();
  scene.slack.revokeToken(SECRETS.botToken);
  await scene.slack.send.event({ type: 'app_home_opened', user: PEOPLE.jane, tab: 'home', channel: 'D0JANE' });
  await scene.slack.until((slack) => slack.calls('views.publish').length > 0);
  await new Promise(setImmediate);
  expect(scene.log.join('\n')).not.toContain('xoxb');
});
