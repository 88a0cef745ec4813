import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { quantile } from '../measure/statistics.mjs';

const AT_ONCE = 200;
const ROUNDS = 2;
/** Slack gives an app 3 s; the bot promises a third of that. */
const LIMIT_MS = 1_000;
/** All are answered by then; an answer that is missing is a failure of the figure, not a slow one. */
const ANSWERS_MS = 60_000;
const CHANNEL = 'C0BENCH';
const USER = 'U0BENCH';
const SECRETS = { signingSecret: 'bench', botToken: 'xoxb-bench' };

const root = resolve(import.meta.dirname, '../../..');
const { startSlackFake } = createRequire(import.meta.url)(join(root, 'packages/slack-fake/dist/index.js'));

/**
 * 200 times `/deploy switch` at once, of which one wins and all are answered: how long Slack waits for the bot's
 * acknowledgement, beside an app that does nothing else.
 */
export async function slackAck({ sandbox }) {
  const bot = await p99Of('bot', sandbox);
  const bare = await p99Of('bare', sandbox);
  return [
    {
      figure: `p99 of the acknowledgements of ${AT_ONCE} commands at once`,
      ours: bot,
      peer: LIMIT_MS,
      peerName: 'a third of what Slack allows',
      unit: 'ms',
      limit: 1.0,
    },
    { figure: 'for reference: a Bolt app that acknowledges and does nothing', ours: bare, unit: 'ms' },
  ];
}

/** The slowest round counts: nobody's command is allowed to be the unlucky one. */
async function p99Of(kind, sandbox) {
  const slack = await startSlackFake({
    ...SECRETS,
    rateLimits: false,
    channels: [{ id: CHANNEL, name: 'bench' }],
    users: [{ id: USER, name: 'bench' }],
  });
  const environment = {
    ...sandbox.environment,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    SLACK_BOT_TOKEN: SECRETS.botToken,
    SLACK_SIGNING_SECRET: SECRETS.signingSecret,
    SLACK_API_URL: slack.apiUrl,
  };
  const child = fork(join(import.meta.dirname, '../measure/slack-app.mjs'), [kind], { env: environment });
  try {
    const [{ url }] = await once(child, 'message');
    slack.addRequestUrl(url);
    const send = () => slack.send.slashCommand({ user: USER, channel: CHANNEL, text: 'switch' });
    // The first delivery is mostly the compiler's time.
    await send();
    const rounds = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const delivered = await Promise.all(Array.from({ length: AT_ONCE }, send));
      if (!delivered.every(({ acknowledged }) => acknowledged)) throw new Error(`${kind}: not all were acknowledged`);
      rounds.push(
        quantile(
          delivered.map(({ ackMs }) => ackMs),
          0.99,
        ),
      );
      if (kind === 'bot') await slack.until(() => slack.ephemerals().length === 1 + round * AT_ONCE, ANSWERS_MS);
    }
    return Math.max(...rounds);
  } finally {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
    await slack.close();
  }
}
