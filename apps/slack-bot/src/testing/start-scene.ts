import { BlueGreen, type Clock, type OperationContext } from '@bluegreen/sdk';
import { fakeRelease, fakeWorld, type FakeWorld, type FakeWorldOptions } from '@bluegreen/sdk/testing';
import { startSlackFake, type SlackFake, type SlackFakeOptions, type SlackMessage } from '@bluegreen/slack-fake';
import type { BotConfig } from '../config.js';
import { keepReaders, type Engines } from '../engines.js';
import type { Environment } from '../policy/policy.js';
import { PEOPLE, PRODUCTION } from './environment.js';
import { startBot, type Bot, type BotOptions } from '../start-bot.js';

export const SECRETS = { signingSecret: 'signing-secret', botToken: 'xoxb-bot', appToken: 'xapp-app' } as const;
export const CHANNEL = 'C0DEPLOYS';
export { PEOPLE } from './environment.js';

export interface Scene {
  readonly slack: SlackFake;
  readonly world: FakeWorld;
  readonly bots: readonly Bot[];
  readonly engines: Engines;
  /** What the bots reported as unforeseen. */
  readonly log: readonly string[];
  /** Another replica. */
  addBot(options?: Partial<BotOptions>): Promise<Bot>;
  /** Gives the command and resolves with the message of its ticket. */
  deploy(text: string, user?: string): Promise<SlackMessage>;
  /** The message once its text has this in it. */
  shows(message: SlackMessage, text: string): Promise<SlackMessage>;
  /** The person's newest ephemeral answer that has this in it. */
  told(user: string, text: string): Promise<string>;
  press(message: SlackMessage, button: string, user?: string): Promise<void>;
  /** Resolves once the world is so; looks again every few milliseconds. */
  eventually(check: () => boolean): Promise<void>;
  close(): Promise<void>;
}

export interface SceneOptions {
  readonly transport?: 'http' | 'socket';
  readonly environment?: Partial<Environment>;
  readonly world?: FakeWorldOptions;
  readonly slack?: Partial<SlackFakeOptions>;
  readonly engines?: (engines: Engines, world: FakeWorld) => Engines;
  readonly bot?: Partial<BotOptions>;
  /** Where the bot reads its token again. */
  readonly readBotToken?: () => string | null;
}

/** Slack, one environment in memory, and one bot between them. */
export async function startScene(options: SceneOptions = {}): Promise<Scene> {
  const world = fakeWorld(options.world);
  const v2 = fakeRelease('v2', '2');
  (world.objects as Map<string, number>).set(`releases/${world.ctx.config.applicationName}/v2-${v2.digest}.zip`, 1_000);
  const slack = await startSlackFake({
    ...SECRETS,
    rateLimits: false,
    eventRetryDelaysMs: [0, 0, 0],
    channels: [
      { id: CHANNEL, name: 'deploys' },
      { id: 'C0OTHER', name: 'other', botIsMember: false },
    ],
    users: Object.entries(PEOPLE).map(([name, id]) => ({ id, name, locale: name === 'min' ? 'ko-KR' : 'en-US' })),
    userGroups: [{ id: 'S0DEPLOYERS', handle: 'deployers', users: [PEOPLE.jane, PEOPLE.min] }],
    ...options.slack,
  });
  const config: BotConfig = {
    botToken: SECRETS.botToken,
    ...(options.readBotToken ? { readBotToken: options.readBotToken } : {}),
    transport:
      options.transport === 'socket'
        ? { kind: 'socket', appToken: SECRETS.appToken }
        : { kind: 'http', signingSecret: SECRETS.signingSecret, port: 0, host: '127.0.0.1' },
    command: '/deploy',
    environments: [{ ...PRODUCTION, ...options.environment }],
    apiUrl: slack.apiUrl,
  };
  const ofWorld = enginesOver(world.ctx);
  const engines = options.engines?.(ofWorld, world) ?? ofWorld;
  const bots: Bot[] = [];
  const log: string[] = [];
  const scene: Scene = {
    ...{ slack, world, bots, engines, log },
    async addBot(more = options.bot ?? {}) {
      const pacing = { perMinute: 60_000, gapMs: 5 };
      const timing = { beatMs: 20, watchEveryMs: 20, silentMs: 30_000 };
      const bot = await startBot({ config, engines, timing, pacing, log: (line) => void log.push(line), ...more });
      const remove = bot.url ? slack.addRequestUrl(bot.url) : () => undefined;
      const stop: Bot['stop'] = (graceMs) => {
        remove();
        return bot.stop(graceMs);
      };
      bots.push({ ...bot, stop });
      return bots.at(-1)!;
    },
    async deploy(text, user = PEOPLE.jane) {
      const roots = () => slack.messages(CHANNEL).filter(({ threadTs }) => threadTs === null);
      const before = roots().length;
      await slack.send.slashCommand({ user, channel: CHANNEL, text });
      return slack.until(() => roots()[before]);
    },
    shows: (message, text) =>
      slack.until(() => {
        const now = slack.message(message.ts);
        return JSON.stringify(now ?? null).includes(text) && now;
      }),
    told: (user, text) =>
      slack.until(() =>
        slack
          .ephemerals(user)
          .map((entry) => entry.text)
          .filter((said) => said.includes(text))
          .at(-1),
      ),
    press: async (message, button, user = PEOPLE.jane) =>
      void (await slack.send.action({ user, channel: CHANNEL, message: message.ts, actionId: `ticket.${button}` })),
    async eventually(check) {
      const until = Date.now() + 10_000;
      while (!check()) {
        if (Date.now() > until) throw new Error(`The world did not come to that: ${String(check)}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    async close() {
      await Promise.all(bots.map((bot) => bot.stop(0)));
      await slack.close();
    },
  };
  await scene.addBot(options.bot);
  return scene;
}

/** The environment as one process sees it. */
export function enginesOver(ctx: OperationContext): Engines {
  return keepReaders((_environment, { actor, signal }) =>
    Promise.resolve(BlueGreen.over({ ...ctx, actor, signal, clock: drivenBy(ctx.clock, signal) })),
  );
}

/** The world's clock moves on for waits under its own signal alone; here the operation's signal counts as that. */
function drivenBy(clock: Clock, signal: AbortSignal): Clock {
  const aborted = new Promise<never>((_resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  aborted.catch(() => undefined);
  return {
    now: () => clock.now(),
    sleep: (ms, given) => (given === signal ? Promise.race([clock.sleep(ms), aborted]) : clock.sleep(ms, given)),
  };
}
