import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { startSlackFake, type SlackFake, type SlackFakeOptions } from './index.js';

const SECRETS = { signingSecret: 'a-secret', botToken: 'xoxb-fake', appToken: 'xapp-fake' };
let slack: SlackFake;
let now = Date.UTC(2026, 0, 5);

async function start(options: Partial<SlackFakeOptions> = {}) {
  slack = await startSlackFake({
    ...SECRETS,
    now: () => now,
    users: [{ id: 'U1', name: 'jane', locale: 'ko-KR' }],
    channels: [
      { id: 'C1', name: 'deploys' },
      { id: 'C2', name: 'elsewhere', botIsMember: false },
    ],
    userGroups: [{ id: 'S1', handle: 'deployers', users: ['U1'] }],
    ...options,
  });
}
afterEach(() => slack.close());

async function call(
  method: string,
  args: Record<string, unknown> = {},
  token = SECRETS.botToken,
): Promise<{ ok: boolean; [key: string]: unknown }> {
  const response = await fetch(slack.apiUrl + method, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(args),
  });
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    ...((await response.json()) as { ok: boolean; [key: string]: unknown }),
  };
}

const text = (type: string, length: number) => ({ type, text: 'x'.repeat(length) });
const button = (more: object = {}) => ({ type: 'button', action_id: 'a', text: text('plain_text', 5), ...more });
const post = (blocks: unknown) => call('chat.postMessage', { channel: 'C1', text: 'hello', blocks });

describe('the Web API', () => {
  it('keeps what is posted, edited and whispered', async () => {
    await start();
    const posted = await call('chat.postMessage', { channel: 'C1', text: 'one' });
    expect(posted).toMatchObject({ ok: true, channel: 'C1', ts: expect.stringMatching(/^\d+\.\d{6}$/) });
    expect(await call('chat.update', { channel: 'C1', ts: posted['ts'], text: 'two' })).toMatchObject({ ok: true });
    await call('chat.postEphemeral', { channel: 'C1', user: 'U1', text: 'psst' });

    expect(slack.messages('C1')).toMatchObject([{ text: 'two', edits: 1 }]);
    expect(slack.ephemerals('U1')).toMatchObject([{ text: 'psst', via: 'chat.postEphemeral' }]);
    expect(await call('chat.getPermalink', { channel: 'C1', message_ts: posted['ts'] })).toMatchObject({
      permalink: expect.stringContaining('/archives/C1/p'),
    });
  });

  it.each([
    [
      '51 blocks',
      Array.from({ length: 51 }, () => ({ type: 'divider' })),
      'no more than 50 items allowed [json-pointer:/blocks]',
    ],
    ['a long section', [{ type: 'section', text: text('mrkdwn', 3_001) }], 'must be less than 3001 characters'],
    ['a long header', [{ type: 'header', text: text('plain_text', 151) }], 'must be less than 151 characters'],
    ['markup in a header', [{ type: 'header', text: text('mrkdwn', 5) }], 'must be one of plain_text'],
    [
      '26 buttons',
      [{ type: 'actions', elements: Array.from({ length: 26 }, (_, n) => button({ action_id: `a${n}` })) }],
      'no more than 25 items allowed',
    ],
    [
      'a long button',
      [{ type: 'actions', elements: [button({ text: text('plain_text', 76) })] }],
      'must be less than 76 characters',
    ],
    [
      'a long value',
      [{ type: 'actions', elements: [button({ value: 'x'.repeat(2_001) })] }],
      'must be less than 2001 characters',
    ],
    [
      'a long action_id',
      [{ type: 'actions', elements: [button({ action_id: 'x'.repeat(256) })] }],
      'must be less than 256 characters',
    ],
    ['one action twice', [{ type: 'actions', elements: [button(), button()] }], 'action_id already exists: a'],
    [
      'one block twice',
      [
        { type: 'divider', block_id: 'b' },
        { type: 'divider', block_id: 'b' },
      ],
      'block_id already exists: b',
    ],
    ['an empty text', [{ type: 'section', text: text('mrkdwn', 0) }], 'must be more than 0 characters'],
    [
      'a long confirmation',
      [
        {
          type: 'actions',
          elements: [
            button({
              confirm: {
                title: text('plain_text', 5),
                text: text('mrkdwn', 301),
                confirm: text('plain_text', 2),
                deny: text('plain_text', 2),
              },
            }),
          ],
        },
      ],
      'must be less than 301 characters',
    ],
    ['an unknown block', [{ type: 'marquee' }], 'unsupported type: marquee'],
  ])('refuses %s', async (_what, blocks, problem) => {
    await start();
    const answer = await post(blocks);
    expect(answer).toMatchObject({ ok: false, error: 'invalid_blocks' });
    expect(JSON.stringify(answer)).toContain(problem);
    expect(slack.messages()).toEqual([]);
  });

  it('refuses blocks that are too much in all, though each is not', async () => {
    await start();
    const blocks = Array.from({ length: 5 }, () => ({ type: 'section', text: text('mrkdwn', 2_900) }));
    expect(await post(blocks)).toMatchObject({ error: 'msg_blocks_too_long' });
    expect(await post(blocks.slice(1))).toMatchObject({ ok: true });
  });

  it('refuses one call with the word that it was given', async () => {
    await start();
    slack.refuseNext('chat.postMessage', 'fatal_error');
    expect(await post([])).toMatchObject({ ok: false, error: 'fatal_error' });
    expect(await post([])).toMatchObject({ ok: true });
  });

  it.each([
    ['an unknown channel', 'chat.postMessage', { channel: 'C9', text: 'x' }, 'channel_not_found'],
    ['a channel that it was not invited to', 'chat.postMessage', { channel: 'C2', text: 'x' }, 'not_in_channel'],
    ['nothing to say', 'chat.postMessage', { channel: 'C1' }, 'no_text'],
    ['too much to say', 'chat.postMessage', { channel: 'C1', text: 'x'.repeat(40_001) }, 'msg_too_long'],
    ['a message that is gone', 'chat.update', { channel: 'C1', ts: '1.0', text: 'x' }, 'message_not_found'],
    [
      'a trigger that never was',
      'views.open',
      { trigger_id: 'x', view: { type: 'modal', title: text('plain_text', 5), blocks: [] } },
      'invalid_trigger_id',
    ],
    [
      'a modal with a long title',
      'views.open',
      { trigger_id: 'x', view: { type: 'modal', title: text('plain_text', 25), blocks: [] } },
      'invalid_arguments',
    ],
    ['an unknown method', 'chat.shout', {}, 'unknown_method'],
  ])('refuses %s', async (_what, method, args, error) => {
    await start();
    expect(await call(method, args)).toMatchObject({ ok: false, error });
  });

  it('tells a wrong token, a revoked one, and a missing scope', async () => {
    await start({ scopes: ['chat:write'] });
    expect(await call('auth.test', {}, 'xoxb-other')).toMatchObject({ error: 'invalid_auth' });
    expect(await call('auth.test', {}, SECRETS.appToken)).toMatchObject({ error: 'not_allowed_token_type' });
    expect(await call('users.info', { user: 'U1' })).toMatchObject({
      error: 'missing_scope',
      needed: 'users:read',
      provided: 'chat:write',
    });
    slack.revokeToken(SECRETS.botToken);
    expect(await call('auth.test')).toMatchObject({ error: 'token_revoked' });
  });

  it('limits a method by its tier, and says when to come again', async () => {
    await start();
    slack.setLimit('users.info', 60, 1);
    expect(await call('users.info', { user: 'U1' })).toMatchObject({ ok: true });
    expect(await call('users.info', { user: 'U1' })).toMatchObject({
      status: 429,
      error: 'ratelimited',
      retryAfter: '1',
    });
    now += 1_000;
    expect(await call('users.info', { user: 'U1' })).toMatchObject({ ok: true });
  });
});

describe('deliveries over HTTP', () => {
  let app: Server;
  const seen: { headers: NodeJS.Dict<string | string[]>; body: string }[] = [];
  let statuses: number[] = [];
  beforeEach(async () => {
    seen.length = 0;
    app = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        seen.push({ headers: request.headers, body });
        response.writeHead(statuses.shift() ?? 200).end('');
      });
    });
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
    await start({ eventRetryDelaysMs: [0, 0, 0] });
    slack.addRequestUrl(`http://127.0.0.1:${(app.address() as AddressInfo).port}/slack/events`);
  });
  afterEach(() => new Promise((resolve) => app.close(resolve)));

  it('signs a command, and takes five answers to its response_url', async () => {
    expect(await slack.send.slashCommand({ user: 'U1', channel: 'C1', text: 'status' })).toMatchObject({
      acknowledged: true,
    });
    const [{ headers, body }] = seen as [(typeof seen)[number]];
    expect(headers['x-slack-signature']).toMatch(/^v0=[0-9a-f]{64}$/);
    const url = new URLSearchParams(body).get('response_url')!;
    const statusesSeen = [];
    for (let use = 1; use <= 6; use += 1)
      statusesSeen.push(
        (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"text":"done"}' }))
          .status,
      );
    expect(statusesSeen).toEqual([200, 200, 200, 200, 200, 404]);
    expect(slack.ephemerals('U1')).toHaveLength(5);
  });

  it('sends an event again until it is taken, and says which try it is', async () => {
    statuses = [500, 500, 200];
    expect(await slack.send.mention({ user: 'U1', channel: 'C1', text: 'status' })).toMatchObject({
      acknowledged: true,
    });
    expect(seen.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1', '2']);
    expect(new Set(seen.map(({ body }) => body)).size).toBe(1);
  });

  it('presses only buttons that are there', async () => {
    const { ts } = await post([{ type: 'actions', elements: [button({ value: 'v' })] }]);
    await slack.send.action({ user: 'U1', channel: 'C1', message: String(ts), actionId: 'a' });
    expect(decodeURIComponent(seen[0]!.body)).toContain('"value":"v"');
    await expect(slack.send.action({ user: 'U1', channel: 'C1', message: String(ts), actionId: 'b' })).rejects.toThrow(
      'no button b',
    );
  });

  it('shows everything on one page', async () => {
    await post([{ type: 'section', text: { type: 'mrkdwn', text: '*bold* &lt;b&gt; <@U1>' } }]);
    const page = await (await fetch(slack.htmlPage)).text();
    expect(page).toContain('<b>bold</b> &lt;b&gt; <span class="at">@jane</span>');
  });
});

describe('Socket Mode', () => {
  async function connect(): Promise<{
    socket: WebSocket;
    envelopes: { envelope_id: string; type: string; retry_attempt?: number }[];
  }> {
    const { url } = await call('apps.connections.open', {}, SECRETS.appToken);
    const socket = new WebSocket(String(url));
    const envelopes: never[] = [];
    await new Promise<void>((resolve) =>
      socket.on('message', (data: Buffer) => {
        const message = JSON.parse(data.toString()) as { type: string };
        if (message.type === 'hello') resolve();
        else envelopes.push(message as never);
      }),
    );
    return { socket, envelopes };
  }

  it('takes an acknowledgement', async () => {
    await start({ rateLimits: false });
    const { socket, envelopes } = await connect();
    socket.on('message', (data: Buffer) => {
      const { envelope_id } = JSON.parse(data.toString()) as { envelope_id: string };
      socket.send(JSON.stringify({ envelope_id, payload: { text: 'hi' } }));
    });
    expect(await slack.send.slashCommand({ user: 'U1', channel: 'C1', text: '' })).toMatchObject({
      acknowledged: true,
      body: '{"text":"hi"}',
    });
    expect(envelopes).toMatchObject([{ type: 'slash_commands' }]);
    socket.close();
  });

  it('sends an event again over another connection when the first closes without a word', async () => {
    await start({ rateLimits: false });
    const first = await connect();
    const second = await connect();
    second.socket.on('message', (data: Buffer) => {
      const { envelope_id } = JSON.parse(data.toString()) as { envelope_id: string };
      second.socket.send(JSON.stringify({ envelope_id }));
    });
    first.socket.on('message', () => first.socket.terminate());
    const delivered = await slack.send.event(
      { type: 'app_home_opened', user: 'U1' },
      { to: slack.socketMode.connections()[0]! },
    );
    expect(delivered.acknowledged).toBe(true);
    expect(second.envelopes).toMatchObject([{ type: 'events_api', retry_attempt: 1 }]);
    second.socket.close();
  });

  it('takes no bot token', async () => {
    await start();
    expect(await call('apps.connections.open')).toMatchObject({ error: 'not_allowed_token_type' });
  });
});
