import { SlackFailure, fail } from './failure.js';
import { checkContent } from './methods/chat.js';
import type { Json } from './types.js';
import { findMessage, type ResponseUrl, type Workspace } from './workspace.js';

/** A response_url takes five answers within half an hour. */
const MOST_USES = 5;
const OPEN_MS = 30 * 60_000;

/** A new address for one interaction. */
export function openResponseUrl(
  workspace: Workspace,
  origin: string,
  target: { channel: string; user: string; messageTs: string | null },
): string {
  const id = workspace.nextId('response-');
  workspace.responseUrls.set(id, { ...target, openedAt: workspace.now(), uses: 0 });
  return `${origin}/response/${id}`;
}

/** What a post to a response_url does. @throws SlackFailure when it is spent, expired or malformed. */
export function answerResponseUrl(workspace: Workspace, id: string, answer: Json): void {
  const address = workspace.responseUrls.get(id);
  if (!address) throw new SlackFailure('expired_url', {}, 404);
  if (workspace.now() - address.openedAt > OPEN_MS) throw new SlackFailure('expired_url', {}, 404);
  if (address.uses >= MOST_USES) throw new SlackFailure('used_url', {}, 404);
  address.uses += 1;
  if (answer['delete_original'] === true || answer['replace_original'] === true)
    replaceOriginal(workspace, address, answer);
  else post(workspace, address, answer);
  workspace.changed();
}

function replaceOriginal(workspace: Workspace, { channel, messageTs }: ResponseUrl, answer: Json): void {
  const message = findMessage(workspace, channel, messageTs) ?? fail('message_not_found');
  if (answer['delete_original'] === true) message.deleted = true;
  else Object.assign(message, checkContent(answer), { edits: message.edits + 1 });
}

function post(workspace: Workspace, { channel, user }: ResponseUrl, answer: Json): void {
  const content = checkContent(answer);
  if (answer['response_type'] !== 'in_channel') {
    workspace.ephemerals.push({ channel, user, ...content, via: 'response_url' });
    return;
  }
  const rest = { threadTs: null, user: 'response_url', edits: 0, deleted: false };
  workspace.messages.push({ channel, ts: workspace.nextTs(), ...content, ...rest });
}
