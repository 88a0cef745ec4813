import { fail } from '../failure.js';
import type { Json } from '../types.js';
import { areTooLong, blockProblems } from '../validate/blocks.js';
import { BOT, findMessage, TEAM, type KeptMessage, type Workspace } from '../workspace.js';
import type { Method } from './method.js';

/** docs.slack.dev/reference/methods/chat.postMessage: more is cut off there; refused here, so that nobody relies on it. */
const LONGEST_TEXT = 40_000;

/** Text and blocks as Slack takes them. @throws no_text, msg_too_long, msg_blocks_too_long, invalid_blocks. */
export function checkContent(args: Json): { text: string; blocks: Json[] } {
  const text = typeof args['text'] === 'string' ? args['text'] : '';
  const blocks = args['blocks'] ?? [];
  if (text.length > LONGEST_TEXT) fail('msg_too_long');
  const messages = blockProblems(blocks, 'message');
  if (messages.length > 0) fail('invalid_blocks', { errors: messages, response_metadata: { messages } });
  if (areTooLong(blocks)) fail('msg_blocks_too_long');
  if (text === '' && (blocks as Json[]).length === 0) fail('no_text');
  return { text, blocks: blocks as Json[] };
}

function assertChannel(workspace: Workspace, id: unknown): void {
  const channel = workspace.channels.get(String(id));
  if (!channel) fail('channel_not_found');
  if (channel.botIsMember === false) fail('not_in_channel');
}

function shown(message: KeptMessage): Json {
  const { ts, user, text, blocks, threadTs } = message;
  return { type: 'message', ts, user, text, blocks, ...(threadTs ? { thread_ts: threadTs } : {}), team: TEAM.id };
}

export const postMessage: Method = {
  tier: 'post',
  scope: 'chat:write',
  token: 'bot',
  run(workspace, args) {
    assertChannel(workspace, args['channel']);
    const content = checkContent(args);
    const thread = args['thread_ts'];
    const message: KeptMessage = {
      channel: String(args['channel']),
      ts: workspace.nextTs(),
      threadTs: typeof thread === 'string' ? thread : null,
      user: BOT.id,
      ...content,
      edits: 0,
      deleted: false,
    };
    workspace.messages.push(message);
    return { channel: message.channel, ts: message.ts, message: shown(message) };
  },
};

export const update: Method = {
  tier: 3,
  scope: 'chat:write',
  token: 'bot',
  run(workspace, args) {
    assertChannel(workspace, args['channel']);
    const message = findMessage(workspace, args['channel'], args['ts']) ?? fail('message_not_found');
    if (message.user !== BOT.id) fail('cant_update_message');
    Object.assign(message, checkContent(args), { edits: message.edits + 1 });
    return { channel: message.channel, ts: message.ts, text: message.text, message: shown(message) };
  },
};

export const postEphemeral: Method = {
  tier: 4,
  scope: 'chat:write',
  token: 'bot',
  run(workspace, args) {
    assertChannel(workspace, args['channel']);
    if (!workspace.users.has(String(args['user']))) fail('user_not_in_channel');
    const content = checkContent(args);
    const ephemeral = { channel: String(args['channel']), user: String(args['user']), ...content };
    workspace.ephemerals.push({ ...ephemeral, via: 'chat.postEphemeral' });
    return { message_ts: workspace.nextTs() };
  },
};

export const getPermalink: Method = {
  tier: 'none',
  scope: null,
  token: 'bot',
  run(workspace, args) {
    const message = findMessage(workspace, args['channel'], args['message_ts']) ?? fail('message_not_found');
    const permalink = `https://${TEAM.domain}.slack.com/archives/${message.channel}/p${message.ts.replace('.', '')}`;
    return { channel: message.channel, permalink };
  },
};
