// `npm run demo:slack`: a Slack on loopback, the real bot as its own process, a sandbox, and a steady load on it:
// /deploy green -> somebody approves -> switched -> Roll back. With --json, stdout is the report alone; with --http, Slack
// calls the bot instead of the bot calling Slack.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const root = resolve(import.meta.dirname, '../..');
const asJson = process.argv.includes('--json');
const overHttp = process.argv.includes('--http');
const STEADY_MS = 2_000;
/** A deployment to real processes takes this long at most; whatever takes longer is stuck. */
const PATIENCE_MS = 180_000;
const CHANNEL = 'C0DEPLOYS';
// Node 20 is what this repository supports; the warning would stand between the lines.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const SECRETS = { signingSecret: 'a-secret-of-the-demo', botToken: 'xoxb-demo', appToken: 'xapp-demo' };

const say = (line) => process.stderr.write(`${line}\n`);

function build() {
  const compile = ['apps/slack-bot', 'packages/slack-fake', 'packages/sandbox', 'packages/steady-load'];
  const commands = [
    [join(root, 'apps/web/build-revision.mjs')],
    [
      join(root, 'node_modules/typescript/bin/tsc'),
      '-b',
      ...compile.map((name) => join(root, name, 'tsconfig.lib.json')),
    ],
  ];
  for (const command of commands) {
    const built = spawnSync(process.execPath, command, { stdio: ['ignore', 2, 2] });
    if (built.status !== 0) process.exit(built.status ?? 1);
  }
}

async function demo() {
  const load = createRequire(join(root, 'apps/slack-bot/package.json'));
  const { startSandbox } = load(join(root, 'packages/sandbox/dist/index.js'));
  const { startSlackFake } = load(join(root, 'packages/slack-fake/dist/index.js'));
  const { DEFAULT_LOAD, ledgerTime, startLoadThread, summarize } = load(
    join(root, 'packages/steady-load/dist/index.js'),
  );
  const { BlueGreen, run } = load('@bluegreen/sdk');
  const app = join(root, 'apps/web/dist/revision');
  const endings = [];
  const stop = async () => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => interrupted.abort(new Error(signal)));
  try {
    say('• A local AWS with a release on its live colour');
    const sandbox = await startSandbox({ port: 0, app, signal: interrupted.signal });
    endings.push(() => sandbox.stop());
    const { PATH, HOME, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED } = process.env;
    const env = { PATH, HOME, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED, ...sandbox.environment() };
    const bluegreen = await BlueGreen.connect({ env, cwd: sandbox.stateDir, surface: 'demo' });
    endings.push(() => bluegreen.close());
    await run(bluegreen.publish({ source: app, release: 'v2' }));

    const slack = await startSlackFake({
      ...SECRETS,
      channels: [{ id: CHANNEL, name: 'deploys' }],
      users: ['jane', 'ada'].map((name) => ({ id: `U0${name.toUpperCase()}`, name })),
      userGroups: [
        { id: 'S0DEPLOYERS', handle: 'deployers', users: ['U0JANE'] },
        { id: 'S0APPROVERS', handle: 'approvers', users: ['U0ADA'] },
      ],
    });
    endings.push(() => slack.close());
    const folder = await mkdtemp(join(tmpdir(), 'bluegreen-slack-'));
    endings.push(async () => {
      const page = join(folder, 'slack.html');
      await writeFile(page, slack.html());
      say(`The messages as a page: ${page}`);
    });
    const bot = await startBot(env, slack, folder);
    endings.push(() => bot.stop());

    const look = async (check) => {
      interrupted.signal.throwIfAborted();
      return slack.until(check, PATIENCE_MS);
    };
    const status = await run(bluegreen.status());
    const to = status.live === 'green' ? 'blue' : 'green';
    const requests = startLoadThread(join(root, 'packages/steady-load/dist/load-worker.js'), {
      url: bluegreen.config.productionUrl,
      ...DEFAULT_LOAD,
    });
    let ledger;
    endings.push(async () => void (ledger ??= await requests.stop()));
    const switches = [];
    const spans = [];
    const moved = async (verb, from, act) => {
      const started = ledgerTime();
      const text = await act();
      spans.push({ from: started, to: ledgerTime() });
      const live = /(BLUE|GREEN) is LIVE with/.exec(text)[1].toLowerCase();
      switches.push({ verb, from, to: live, shownAfterMs: Math.round(spans.at(-1).to - started) });
      say(`• ${text.split('\n').slice(0, 3).join(' | ')}`);
      await wait(STEADY_MS, undefined, { signal: interrupted.signal });
    };
    await wait(STEADY_MS, undefined, { signal: interrupted.signal });
    say(`• jane: /deploy ${to}`);
    await slack.send.slashCommand({ user: 'U0JANE', channel: CHANNEL, text: to });
    const { ts } = await look(() => slack.messages(CHANNEL)[0]);
    const ended = /^(.*\n)?. (Failed|Cancelled|Expired)/;
    const showing = (at, pattern) =>
      look(() => {
        const text = slack.message(at)?.text ?? '';
        if (ended.test(text)) throw new Error(text);
        return pattern.test(text) && text;
      });
    await showing(ts, /0 of 1 approvals/);
    const press = (user, message, actionId) => slack.send.action({ user, channel: CHANNEL, message, actionId });
    await moved('switch', status.live, async () => {
      say('• ada: Approve');
      await press('U0ADA', ts, 'ticket.approve');
      return showing(ts, /is LIVE with/);
    });
    await moved('rollback', to, async () => {
      say('• jane: Roll back');
      await press('U0JANE', ts, 'ticket.rollback');
      const back = await look(() => slack.messages(CHANNEL).find(({ text }) => text.startsWith('Roll back')));
      return showing(back.ts, /is LIVE with/);
    });
    ledger = await requests.stop();
    return { switches, ...summarize(ledger, spans), messages: slack.messages().length };
  } finally {
    await stop();
  }
}

/** The bot as `npm run slack` runs it. */
async function startBot(env, slack, folder) {
  const file = join(folder, 'bot.json');
  const roles = { viewer: ['*'], deployer: ['S0DEPLOYERS'], approver: ['S0APPROVERS'] };
  await writeFile(
    file,
    JSON.stringify({ environments: { [env.BLUEGREEN_ENVIRONMENT ?? 'production']: { approvals: 1, roles } } }),
  );
  const child = spawn(process.execPath, [join(root, 'apps/slack-bot/dist/main.js')], {
    cwd: folder,
    env: {
      ...env,
      SLACK_BOT_TOKEN: SECRETS.botToken,
      ...(overHttp
        ? { SLACK_SIGNING_SECRET: SECRETS.signingSecret, PORT: '0', HOST: '127.0.0.1' }
        : { SLACK_APP_TOKEN: SECRETS.appToken }),
      SLACK_API_URL: slack.apiUrl,
      BLUEGREEN_SLACK_FILE: file,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  const listening = new Promise((found) =>
    child.stderr.on('data', (chunk) => {
      const url = /listening on (\S+)/.exec((output += chunk))?.[1];
      if (url) found(url);
    }),
  );
  const connected = () =>
    overHttp
      ? listening.then((url) => slack.addRequestUrl(url))
      : slack.until(() => slack.socketMode.connections().length > 0, 30_000);
  const exited = once(child, 'exit');
  await Promise.race([connected(), exited.then(() => Promise.reject(new Error(`The bot ended early:\n${output}`)))]);
  say(overHttp ? '• The bot listens for Slack over HTTP' : '• The bot is connected by Socket Mode');
  return {
    async stop() {
      child.kill('SIGTERM');
      await exited;
      if (/^error/m.test(output)) say(output);
    },
  };
}

build();
const report = await demo();
if (asJson) process.stdout.write(`${JSON.stringify(report)}\n`);
else
  say(
    `• ${report.requests} requests, ${report.failed} failed, ${report.switches.length} switches, ${report.messages} messages`,
  );
if (report.failed > 0) process.exitCode = 1;
