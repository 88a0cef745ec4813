// A Slack app of its own process, told apart by its argument: the real bot, or one that acknowledges and does nothing.
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const bots = join(resolve(import.meta.dirname, '../../..'), 'apps/slack-bot');
const load = createRequire(join(bots, 'package.json'));

process.send({ url: process.argv[2] === 'bot' ? await startBot() : await startBare() });

async function startBot() {
  const { connectEngines, readConfig, startBot: start } = load(join(bots, 'dist/index.js'));
  const settings = { environments: { production: { roles: { deployer: ['*'] } } } };
  const env = { ...process.env, PORT: '0', HOST: '127.0.0.1', BLUEGREEN_SLACK_FILE: 'bench.json' };
  const config = readConfig(env, () => JSON.stringify(settings));
  return (await start({ config, engines: connectEngines(process.env) })).url;
}

async function startBare() {
  const { App, HTTPReceiver } = load('@slack/bolt');
  const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret } = process.env;
  const receiver = new HTTPReceiver({ signingSecret });
  const app = new App({ receiver, authorize: async () => ({ botToken }) });
  app.command('/deploy', ({ ack }) => ack());
  const server = await receiver.start({ port: 0, host: '127.0.0.1' });
  return `http://127.0.0.1:${server.address().port}/slack/events`;
}
