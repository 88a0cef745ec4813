import type { App, BlockAction, ButtonAction, webApi } from '@slack/bolt';
import { buttonOf, readPressed } from './blocks/button.js';
import { FORM } from './blocks/views.js';
import { parseCommand } from './commands/parse.js';
import { onClick } from './listeners/on-click.js';
import { environmentOf, onCommand } from './listeners/on-command.js';
import { onSubmit } from './listeners/on-submit.js';
import { showHome } from './show-home.js';
import { serve, type Delivery, type ServeParts } from './serve.js';
import { printable } from './slack/printable.js';
import type { Content } from './slack/slack-port.js';

type Respond = (message: {
  text: string;
  blocks: webApi.KnownBlock[];
  response_type: 'ephemeral';
  replace_original: false;
}) => Promise<unknown>;

const MENTION = /<@[^>]*>/g;

/** Every listener, for HTTP and Socket Mode alike: acknowledge first, work after. */
export function register(app: App, parts: ServeParts): void {
  registerTyped(app, parts);
  registerButtons(app, parts);
  registerForm(app, parts);
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab === 'home') await showHome(event.user, parts).catch(parts.report);
  });
}

function namesOf({ environments }: ServeParts): string[] {
  return environments.map(({ name }) => name);
}

const privately =
  (respond: Respond) =>
  async ({ text, blocks }: Content) =>
    void (await respond({ text, blocks: [...blocks], response_type: 'ephemeral', replace_original: false }));

const whisper =
  ({ slack }: ServeParts, channel: string, user: string, threadTs?: string) =>
  (content: Content) =>
    slack.whisper(channel, user, content, threadTs);

/** Slash commands, and mentions, which stand in for them in threads. */
function registerTyped(app: App, parts: ServeParts): void {
  const names = namesOf(parts);
  const typed = (said: string, rest: Omit<Delivery, 'asked' | 'environment' | 'decide'>) => {
    const text = printable(said);
    const parsed = parseCommand(text, names);
    const environment = parsed.ok ? environmentOf(parsed.command) : null;
    return serve({ ...rest, asked: text, environment, decide: (facts) => onCommand(parsed, facts) }, parts);
  };

  app.command(parts.command, async ({ ack, command, respond }) => {
    await ack();
    await typed(command.text, {
      id: `command ${command.trigger_id}`,
      user: command.user_id,
      channel: command.channel_id,
      threadTs: null,
      messageTs: null,
      trigger: command.trigger_id,
      answer: privately(respond),
    });
  });

  app.event('app_mention', async ({ event, body }) => {
    if (!event.user) return;
    const threadTs = event.thread_ts ?? null;
    await typed(event.text.replace(MENTION, ' '), {
      id: `event ${body.event_id}`,
      user: event.user,
      channel: event.channel,
      threadTs,
      messageTs: event.ts,
      trigger: null,
      answer: whisper(parts, event.channel, event.user, threadTs ?? undefined),
    });
  });
}

function registerButtons(app: App, parts: ServeParts): void {
  const names = namesOf(parts);
  app.action<BlockAction<ButtonAction>>(/^ticket\./, async ({ ack, action, body, respond }) => {
    await ack();
    const pressed = readPressed(action.value);
    const button = buttonOf(action.action_id);
    const environment = names.find((name) => name === pressed?.environment) ?? null;
    await serve(
      {
        id:
          button === 'details'
            ? null
            : `action ${body.user.id} ${body.container['message_ts']} ${action.action_id} ${action.action_ts}`,
        user: body.user.id,
        channel: body.channel?.id ?? '',
        threadTs: typeof body.message?.['thread_ts'] === 'string' ? body.message['thread_ts'] : null,
        messageTs: String(body.container['message_ts'] ?? '') || null,
        trigger: body.trigger_id,
        asked: action.action_id,
        environment,
        answer: privately(respond),
        decide: async (facts) => {
          const ticket = environment && pressed ? await (await parts.store(environment)).read(pressed.ticket) : null;
          return onClick(button, pressed, { ...facts, ticket });
        },
      },
      parts,
    );
  });
}

function registerForm(app: App, parts: ServeParts): void {
  const names = namesOf(parts);
  app.view(FORM.callback, async ({ ack, body, view }) => {
    await ack();
    const { text, parsed } = onSubmit(view.state.values, names);
    const channel = view.private_metadata;
    await serve(
      {
        id: `view ${view.id}`,
        user: body.user.id,
        channel,
        threadTs: null,
        messageTs: null,
        trigger: null,
        asked: text,
        environment: parsed.ok ? environmentOf(parsed.command) : null,
        answer: whisper(parts, channel, body.user.id),
        decide: (facts) => onCommand(parsed, facts),
      },
      parts,
    );
  });
}
