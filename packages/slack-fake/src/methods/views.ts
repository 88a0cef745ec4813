import { fail } from '../failure.js';
import type { Json, SlackView } from '../types.js';
import { viewProblems } from '../validate/views.js';
import type { Workspace } from '../workspace.js';
import type { Method } from './method.js';

/** How long Slack lets a trigger open a modal. */
const TRIGGER_MS = 3_000;

function checkView(view: unknown, type: 'modal' | 'home'): Json {
  const messages = viewProblems(view, type);
  if (messages.length > 0) fail('invalid_arguments', { response_metadata: { messages } });
  return view as Json;
}

function shown({ id, hash, view }: SlackView): Json {
  return { ok: true, view: { ...view, id, hash } };
}

function spendTrigger(workspace: Workspace, id: unknown): string {
  const trigger = workspace.triggers.get(String(id)) ?? fail('invalid_trigger_id');
  if (trigger.used) fail('exchanged_trigger_id');
  if (workspace.now() - trigger.at > TRIGGER_MS) fail('expired_trigger_id');
  trigger.used = true;
  return trigger.user;
}

export const open: Method = {
  tier: 4,
  scope: null,
  token: 'bot',
  run(workspace, args) {
    const view = checkView(args['view'], 'modal');
    const user = spendTrigger(workspace, args['trigger_id']);
    const modal: SlackView = { id: workspace.nextId('V'), hash: workspace.nextId('h'), user, view };
    workspace.modals.push(modal);
    return shown(modal);
  },
};

export const update: Method = {
  tier: 4,
  scope: null,
  token: 'bot',
  run(workspace, args) {
    const view = checkView(args['view'], 'modal');
    const index = workspace.modals.findIndex((modal) => modal.id === args['view_id']);
    const former = workspace.modals[index] ?? fail('not_found');
    if (args['hash'] !== undefined && args['hash'] !== former.hash) fail('hash_conflict');
    const modal = { ...former, hash: workspace.nextId('h'), view };
    workspace.modals[index] = modal;
    return shown(modal);
  },
};

export const publish: Method = {
  tier: 4,
  scope: null,
  token: 'bot',
  run(workspace, args) {
    const user = String(args['user_id']);
    if (!workspace.users.has(user)) fail('user_not_found');
    const view = checkView(args['view'], 'home');
    workspace.homes.set(user, view);
    return shown({ id: `V${user}`, hash: workspace.nextId('h'), user, view });
  },
};
