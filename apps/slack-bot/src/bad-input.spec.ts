import { CHANNEL, PEOPLE, SECRETS, startScene, type Scene } from './testing/start-scene.js';

let scene: Scene;
afterEach(() => scene.close());

const say = (text: string, user: string = PEOPLE.jane, channel = CHANNEL) =>
  scene.slack.send.slashCommand({ user, channel, text });

/** All that the person was told, once there is something. */
const toldTo = (user: string) =>
  scene.slack.until((slack) => slack.ephemerals(user).length > 0 && slack.ephemerals(user).map(({ text }) => text));
const HELP = '/deploy help shows everything.';

it.each([
  [
    'an unknown environment',
    'prodction green',
    `There is no environment "prodction". Did you mean production? ${HELP}`,
  ],
  [
    'an environment that is like none',
    'elsewhere green',
    `There is no environment "elsewhere". Did you mean production? ${HELP}`,
  ],
  ['an unknown colour', 'gren', `"gren" is no colour. Did you mean green? ${HELP}`],
  [
    'an unknown colour after an environment',
    'switch production red',
    `"red" is no colour. Did you mean blue or green or idle? ${HELP}`,
  ],
  [
    'a release that is no name',
    'green ../../etc',
    '"../../etc" cannot name a release: use letters, digits, and . _ - +, at most 64.',
  ],
  ['too many words', 'green v2 now please', `"now" has no place there. ${HELP}`],
  ['a slip in a verb', 'rolback', `"rolback" has no place there. Did you mean rollback? ${HELP}`],
  ['a share of the traffic', 'shift 10', 'Traffic moves as a whole: a share (10) is not offered. Use /deploy switch.'],
  ['a lock without a reason', 'lock production', 'Say why: /deploy lock [environment] &lt;reason&gt;.'],
  [
    'a text over all limits',
    'x'.repeat(20_000),
    `"${'x'.repeat(100)}" cannot name a release: use letters, digits, and . _ - +, at most 64.`,
  ],
  [
    'markup of Slack',
    '<!channel> *bold*',
    `There is no environment "&lt;!channel&gt;". Did you mean production? ${HELP}`,
  ],
])('explains %s', async (_what, text, answer) => {
  scene = await startScene();
  await say(text);
  expect(await toldTo(PEOPLE.jane)).toEqual([answer]);
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
  expect(await toldTo(PEOPLE.vi)).toEqual([
    `You may not do that in production: "${deed}" takes the role deployer, and you have viewer. /deploy who production shows who has it.`,
  ]);
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
  expect(await toldTo(PEOPLE.jane)).toEqual([
    'You may not do that in production: "switch" takes the role deployer, and you have viewer. /deploy who production shows who has it. User groups could not be read, because the bot lacks the scope usergroups:read: roles from groups count for nobody until it is added.',
  ]);
  expect(scene.bots[0]!.findings.warnings).toContainEqual(expect.stringContaining('usergroups:read'));
});

it('fails closed where user groups are not in the plan', async () => {
  scene = await startScene({ slack: { plan: 'free' } });
  await say('switch');
  expect(await toldTo(PEOPLE.jane)).toEqual([
    'You may not do that in production: "switch" takes the role deployer, and you have viewer. /deploy who production shows who has it. User groups could not be read (plan_upgrade_required): roles from groups count for nobody until they can.',
  ]);
});

it('tells in private that its token was revoked', async () => {
  scene = await startScene();
  scene.slack.revokeToken(SECRETS.botToken);
  await say('status', PEOPLE.vi);
  await scene.told(PEOPLE.vi, 'BLUE LIVE');
  await say('switch', PEOPLE.root);
  expect(await toldTo(PEOPLE.root)).toEqual([
    'Slack does not accept the bot token any more (token_revoked). Install the app again and give the bot the new token: a SLACK_BOT_TOKEN_FILE is read again by itself, with SLACK_BOT_TOKEN start the bot anew. Operations that run go on, and their messages catch up.',
  ]);
  expect(scene.world.writes).toBe(0);
});

it.each(['http', 'socket'] as const)(
  'reads a token that was replaced, and goes on with what runs (%s)',
  async (transport) => {
    const issued = `${SECRETS.botToken}-next`;
    let inFile: string = SECRETS.botToken;
    scene = await startScene({ transport, readBotToken: () => inFile });
    const { slack } = scene;
    const message = await scene.shows(await scene.deploy('switch'), 'Waiting for a decision');
    slack.revokeToken(SECRETS.botToken);
    await scene.press(message, 'switch');
    await scene.eventually(() => scene.world.live === 'green');
    slack.issueToken(issued);
    inFile = issued;
    await say('rollback', PEOPLE.root);
    const back = await slack.until(() => slack.messages(CHANNEL).find(({ text }) => text.startsWith('Roll back')));
    await scene.shows(back, 'Waiting for a decision');
    await scene.shows(message, 'GREEN* is LIVE with v2');
    expect(scene.log.join('\n')).not.toContain(issued);
  },
);

it('names a scope that it lost', async () => {
  scene = await startScene();
  scene.slack.setScopes(['commands']);
  await say('switch', PEOPLE.root);
  expect(await toldTo(PEOPLE.root)).toEqual([
    'The bot lacks the scope chat:write. Add it under "OAuth & Permissions" and install the app again.',
  ]);
});

it.each(['invalid_blocks', 'msg_too_long', 'msg_blocks_too_long'])(
  'says so when its message is over the limits of Slack (%s), and leaves nothing open',
  async (code) => {
    scene = await startScene();
    scene.slack.refuseNext('chat.postMessage', code);
    await say('switch');
    expect(await toldTo(PEOPLE.jane)).toEqual([`Slack did not take the bot's message (${code}). Nothing was started.`]);
    await scene.shows(await scene.deploy('switch'), 'Waiting for a decision');
  },
);

it('asks to be invited', async () => {
  scene = await startScene();
  await say('switch', PEOPLE.jane, 'C0OTHER');
  expect(await toldTo(PEOPLE.jane)).toEqual([
    'The bot is not in this channel. Invite it with /invite @bluegreen, then give the command again.',
  ]);
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
  await scene.told(PEOPLE.jane, 'This has ended already. Give the command again if you want it once more.');
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
  await scene.told(PEOPLE.jane, 'The message of that operation was deleted, so here is a new one.');
  expect(slack.messages(CHANNEL).filter(({ text }) => text.startsWith('Switch'))).toHaveLength(1);
});

it.each([
  ['signed with another secret', { signingSecret: 'wrong' }],
  ['six minutes old', { timestampOffset: -360 }],
  ['six minutes ahead', { timestampOffset: 360 }],
])('takes nothing that is %s', async (_what, options) => {
  scene = await startScene();
  const { send } = scene.slack;
  const command = { user: PEOPLE.jane, channel: CHANNEL, text: 'switch' };
  expect(await send.slashCommand(command, options)).toMatchObject({ acknowledged: false, status: 401 });
  expect(await send.mention(command, options)).toMatchObject({ acknowledged: false, status: 401 });
  expect(scene.slack.messages()).toEqual([]);
  expect([...scene.world.documents.keys()]).toEqual([]);
});

it('takes what is four minutes ahead', async () => {
  scene = await startScene();
  const command = { user: PEOPLE.jane, channel: CHANNEL, text: 'help' };
  expect(await scene.slack.send.slashCommand(command, { timestampOffset: 240 })).toMatchObject({ status: 200 });
});

it.each(['http', 'socket'] as const)('keeps every token out of its log (%s)', async (transport) => {
  const { botToken, appToken, signingSecret } = SECRETS;
  scene = await startScene({
    transport,
    engines: (engines) => ({
      ...engines,
      open: () => Promise.reject(new Error(`Authorization: Bearer ${botToken}, ${appToken}, ${signingSecret}`)),
    }),
  });
  await scene.shows(await scene.deploy('switch'), 'Failed');
  scene.slack.revokeToken(botToken);
  await scene.slack.send.event({ type: 'app_home_opened', user: PEOPLE.jane, tab: 'home', channel: 'D0JANE' });
  await scene.eventually(() => scene.log.some((line) => line.includes('token_revoked')));
  const log = scene.log.join('\n');
  expect(log).toContain('Authorization: Bearer x…');
  expect(log).not.toContain(botToken);
  expect(log).not.toContain(transport === 'http' ? signingSecret : appToken);
  expect(log).not.toMatch(/xoxb-|xapp-/);
});
