import type { Json } from '../types.js';
import { BOT, type Workspace } from '../workspace.js';
import type { Delivered, DeliveryOptions, Outgoing, Repeatable } from './delivery.js';
import { deliverOverHttp } from './http.js';
import {
  actionPayload,
  commandPayload,
  eventPayload,
  viewPayload,
  type ActionInput,
  type CommandInput,
  type ViewInput,
} from './payloads.js';
import type { SocketMode } from './socket-mode.js';

const EVENT_RETRY_DELAYS_MS = [0, 60_000, 300_000];

/** What a person or Slack itself does. Each resolves once every copy was acknowledged or given up on. */
export interface Send {
  slashCommand(input: CommandInput, options?: DeliveryOptions): Promise<Repeatable>;
  action(input: ActionInput, options?: DeliveryOptions): Promise<Repeatable>;
  viewSubmission(input: ViewInput, options?: DeliveryOptions): Promise<Repeatable>;
  /** `event` is what stands inside the envelope, such as `{ type: 'app_home_opened', user, tab: 'home' }`. */
  event(event: Json, options?: DeliveryOptions): Promise<Repeatable>;
  /** A message that begins by naming the bot. */
  mention(
    input: { readonly user: string; readonly channel: string; readonly text: string; readonly threadTs?: string },
    options?: DeliveryOptions,
  ): Promise<Repeatable>;
}

export function createSend(
  workspace: Workspace,
  receivers: { readonly urls: () => readonly string[]; readonly socketMode: SocketMode; readonly origin: string },
): Send {
  const { origin } = receivers;
  let turn = 0;
  const receiver = (): string | number => {
    const all = [...receivers.urls(), ...receivers.socketMode.connections()];
    const chosen = all[(turn += 1) % Math.max(1, all.length)];
    if (chosen === undefined) throw new Error('No app is connected to the fake Slack.');
    return chosen;
  };
  const once = (outgoing: Outgoing, options: DeliveryOptions): Promise<Delivered> => {
    const to = options.to ?? receiver();
    if (typeof to === 'number') return receivers.socketMode.deliver(outgoing, to);
    return outgoing.kind === 'events_api'
      ? withRetries(workspace, to, outgoing, options)
      : deliverOverHttp(workspace, to, outgoing, options);
  };
  const deliver = async (outgoing: Outgoing, options: DeliveryOptions = {}): Promise<Repeatable> => {
    const copies = await Promise.all(Array.from({ length: options.times ?? 1 }, () => once(outgoing, options)));
    return { ...copies[0]!, again: (more = {}) => once(outgoing, more) };
  };
  const event: Send['event'] = (inner, options) =>
    deliver({ kind: 'events_api', payload: eventPayload(workspace, inner) }, options);
  return {
    slashCommand: async (input, options) =>
      deliver({ kind: 'slash_commands', payload: commandPayload(workspace, origin, input) }, options),
    action: async (input, options) =>
      deliver({ kind: 'interactive', payload: actionPayload(workspace, origin, input) }, options),
    async viewSubmission(input, options) {
      const { payload, modal } = viewPayload(workspace, input);
      const delivered = await deliver({ kind: 'interactive', payload }, options);
      const stays = delivered.body.includes('"response_action"');
      if (delivered.acknowledged && !stays) workspace.modals.splice(workspace.modals.indexOf(modal), 1);
      return delivered;
    },
    event,
    mention: ({ user, channel, text, threadTs }, options) => {
      const said = { type: 'app_mention', user, channel, text: `<@${BOT.id}> ${text}`, ts: workspace.nextTs() };
      return event({ ...said, ...(threadTs ? { thread_ts: threadTs } : {}) }, options);
    },
  };
}

/** Slack sends an event that was not acknowledged again, and says so. */
async function withRetries(
  workspace: Workspace,
  url: string,
  outgoing: Outgoing,
  options: DeliveryOptions,
): Promise<Delivered> {
  let delivered = await deliverOverHttp(workspace, url, outgoing, options);
  const delays = workspace.options.eventRetryDelaysMs ?? EVENT_RETRY_DELAYS_MS;
  for (const [index, ms] of delays.entries()) {
    if (delivered.acknowledged) break;
    await new Promise((resolve) => setTimeout(resolve, ms).unref());
    const reason = delivered.status === null ? 'http_timeout' : 'http_error';
    delivered = await deliverOverHttp(workspace, url, outgoing, { ...options, retry: { number: index + 1, reason } });
  }
  return delivered;
}
