import { CHANNEL, PEOPLE, SECRETS, startScene, type Scene } from './testing/start-scene.js';
import { CannotStart } from './start-bot.js';

let scene: Scene;
afterEach(() => scene.close());

it.each([
  ['the scope chat:write', (slack: Scene['slack']) => slack.setScopes(['commands']), 'lacks the scope chat:write'],
  ['a token that Slack takes', (slack: Scene['slack']) => slack.revokeToken(SECRETS.botToken), 'token_revoked'],
])('does not start without %s, and says so', async (_what, spoil, problem) => {
  scene = await startScene();
  spoil(scene.slack);
  const starting = scene.addBot();
  await expect(starting).rejects.toThrow(CannotStart);
  await expect(starting).rejects.toThrow(problem);
});

it('starts with a warning about what is missing', async () => {
  scene = await startScene({
    slack: { scopes: ['commands', 'chat:write'] },
    environment: { approvals: 2, roles: { viewer: ['*'], deployer: [], approver: [], admin: [] } },
  });
  expect(scene.bots[0]!.findings.warnings).toEqual([
    expect.stringContaining('app_mentions:read'),
    expect.stringContaining('users:read'),
    expect.stringContaining('nobody has the role deployer'),
    expect.stringContaining('2 approvals are wanted, and nobody may approve'),
  ]);
});

describe('locks', () => {
  const say = (text: string, user: string) => scene.slack.send.slashCommand({ user, channel: CHANNEL, text });

  it('keep others out, are shown with their reason, and are taken off by their owner or an admin', async () => {
    scene = await startScene();
    await say('unlock', PEOPLE.jane);
    await scene.told(PEOPLE.jane, 'It is not locked');
    await say('lock <b>data</b> migration', PEOPLE.jane);
    await scene.told(PEOPLE.jane, 'Locked: &lt;b&gt;data&lt;/b&gt; migration');
    await say('status', PEOPLE.vi);
    await scene.told(PEOPLE.vi, 'Locked by @jane (U0JANE)');

    // Locked between the plan and the decision: the engine refuses, whatever the message offers.
    await say('unlock', PEOPLE.root);
    await scene.told(PEOPLE.root, 'Unlocked');
    const message = await scene.shows(await scene.deploy('switch', PEOPLE.root), 'ticket.switch');
    await say('lock again', PEOPLE.jane);
    await scene.told(PEOPLE.jane, 'Locked: again');
    await scene.press(message, 'switch', PEOPLE.root);
    await scene.shows(message, 'LEASE_LOCKED');
    expect(scene.world).toMatchObject({ live: 'blue', writes: 0 });

    await say('unlock', PEOPLE.min);
    await scene.told(PEOPLE.min, '본인이나 admin만');
    await say('unlock', PEOPLE.root);
    await scene.slack.until(
      (slack) => slack.ephemerals(PEOPLE.root).filter(({ text }) => text === 'Unlocked.').length === 2,
    );
    const again = await scene.shows(await scene.deploy('switch'), 'Waiting for a decision');
    await scene.press(again, 'switch');
    await scene.shows(again, 'GREEN* is LIVE');
  });

  it('of a person are on that person’s App Home', async () => {
    scene = await startScene();
    await say('lock maintenance', PEOPLE.jane);
    await scene.told(PEOPLE.jane, 'Locked');
    await scene.slack.send.event({ type: 'app_home_opened', user: PEOPLE.jane, tab: 'home', channel: 'D0JANE' });
    await scene.slack.until((slack) =>
      JSON.stringify(slack.homeOf(PEOPLE.jane) ?? null).includes('*production*: maintenance'),
    );
  });
});
