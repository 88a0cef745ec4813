import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSlackFake, type SlackFake } from '@bluegreen/slack-fake';
import { eventually } from './testing/eventually.js';
import { sandboxUp, type StatusJson, type TestSandbox } from './testing/sandbox.js';

jest.setTimeout(150_000);

const BOT = join(__dirname, '../../slack-bot/dist/main.js');
const SECRETS = { signingSecret: 'a-secret', botToken: 'xoxb-e2e', appToken: 'xapp-e2e' };
const CHANNEL = 'C0DEPLOYS';
const JANE = 'U0JANE';
/** Above the time after which a lease ends and a replica takes a silent one for dead, and what it then has to do. */
const TAKE_OVER_MS = 90_000;

interface HistoryJson {
  readonly verb: string;
  readonly end: string | null;
  readonly owner: string;
  readonly link: string | null;
}

/** A replica as `npm run slack` runs it, and the connection by which Slack reaches it. */
interface Replica {
  readonly child: ChildProcess;
  readonly connection: number;
  readonly said: () => string;
}

describe('two bots as processes of their own', () => {
  let sandbox: TestSandbox;
  let slack: SlackFake;
  let folder: string;
  const replicas: Replica[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bluegreen-slack-replicas-'));
    sandbox = await sandboxUp('--instances', '1', '--workers', '1', '--time-scale', '20');
    slack = await startSlackFake({
      ...SECRETS,
      channels: [{ id: CHANNEL, name: 'deploys' }],
      users: [{ id: JANE, name: 'jane' }],
    });
    // One a minute for each app: two replicas that start in the same minute would have to wait for it.
    slack.setLimit('apps.connections.open', 60);
    for (const name of ['first', 'second']) replicas.push(await startReplica(name));
  });
  afterAll(async () => {
    for (const { child } of replicas) {
      const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
      child.kill('SIGTERM');
      await ended;
    }
    await slack?.close();
    await sandbox?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function startReplica(name: string): Promise<Replica> {
    const file = join(folder, `${name}.json`);
    const roles = { viewer: ['*'], deployer: [JANE] };
    writeFileSync(file, JSON.stringify({ environments: { production: { roles } } }));
    const before = slack.socketMode.connections();
    const child = spawn(process.execPath, [BOT], {
      cwd: folder,
      env: {
        ...sandbox.environment,
        ...{ SLACK_BOT_TOKEN: SECRETS.botToken, SLACK_APP_TOKEN: SECRETS.appToken, SLACK_API_URL: slack.apiUrl },
        // Over by the time that the other replica takes the silent one for dead.
        ...{ BLUEGREEN_SLACK_FILE: file, BLUEGREEN_LEASE_MS: '10000' },
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const connection = await Promise.race([
      slack.until(() => slack.socketMode.connections().find((number) => !before.includes(number)), 30_000),
      once(child, 'exit').then(() => Promise.reject(new Error(`The ${name} bot ended early:\n${said}`))),
    ]);
    return { child, connection, said: () => said };
  }

  const control = async <Answer>(path: string, rule?: object): Promise<Answer> => {
    const answer = await fetch(`${sandbox.environment['AWS_ENDPOINT_URL']}/_bluegreen/${path}`, {
      headers: { 'x-bluegreen-control': '1' },
      ...(rule ? { method: 'POST', body: JSON.stringify(rule) } : {}),
    });
    expect(answer.ok).toBe(true);
    return (await answer.json()) as Answer;
  };
  const held = async () => {
    const { faults } = await control<{ faults: { held: { operation: string }[] }[] }>('faults');
    return faults.flatMap((fault) => fault.held.map(({ operation }) => operation));
  };
  const showing = (ts: string, pattern: RegExp) =>
    slack.until(() => {
      const text = slack.message(ts)?.text ?? '';
      return pattern.test(text) && text;
    }, TAKE_OVER_MS);
  const roots = () => slack.messages(CHANNEL).filter(({ threadTs }) => threadTs === null);

  /** Where the process that drives a switch dies, by kill -9: at a call that has, or has not yet, had its effect. */
  const DEATHS = [
    ['lease.acquired', { service: 's3', operation: 'PutObject', where: 'lease.json', moment: 'after' }],
    ['the intent is on record', { service: 'elbv2', operation: 'ModifyListener', moment: 'before' }],
    ['traffic has moved, and nobody knows', { service: 'elbv2', operation: 'ModifyListener', moment: 'after' }],
  ] as const;

  it.each(DEATHS)('one dies when %s: the other ends it, once, and the message shows it', async (_when, call) => {
    const [dying, living] = replicas as [Replica, Replica];
    const { connection: to } = dying;
    const { live } = await sandbox.json<StatusJson>('status');
    const target = live === 'green' ? 'blue' : 'green';
    const before = roots().length;
    await slack.send.slashCommand({ user: JANE, channel: CHANNEL, text: `switch ${target}` }, { to });
    const { ts } = await slack.until(() => roots()[before], 30_000);
    await showing(ts, /Waiting for a decision/);
    await control('faults', { kind: 'hold', ...call });
    await slack.send.action({ user: JANE, channel: CHANNEL, message: ts, actionId: 'ticket.switch' }, { to });
    await eventually(async () => (await held()).includes(call.operation), 30_000);
    const died = once(dying.child, 'exit');
    dying.child.kill('SIGKILL');
    expect(await died).toEqual([null, 'SIGKILL']);
    expect(slack.message(ts)?.text).not.toContain('is LIVE with');

    await showing(ts, new RegExp(`${target.toUpperCase()} is LIVE with`));
    expect(roots()).toHaveLength(before + 1);
    expect(await sandbox.json<StatusJson>('status')).toMatchObject({ live: target, operation: null });
    const history = await sandbox.json<HistoryJson[]>('history');
    const moves = history.filter(({ verb, end }) => verb === 'switch' && end === 'done');
    expect(moves).toHaveLength(before + 1);
    // Recorded by whoever asked, with the message that it was asked in.
    expect(moves[0]).toMatchObject({ owner: '@jane (U0JANE)', surface: 'slack', to: target });
    expect(moves[0]!.link).toMatch(/^https:\/\/fake\.slack\.com\/archives\/C0DEPLOYS\/p\d+$/);
    expect(history.filter(({ end }) => end !== 'done' && end !== 'failed-unmoved')).toEqual([]);
    expect(living.said()).not.toMatch(/^error/m);
    replicas.splice(0, 2, living, await startReplica(`after ${before}`));
  });
});
