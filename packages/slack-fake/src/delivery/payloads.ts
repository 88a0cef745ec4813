import { openResponseUrl } from '../response-urls.js';
import type { Json, SlackView } from '../types.js';
import { isJson, stringOf } from '../validate/problems.js';
import { APP_ID, BOT, findMessage, TEAM, type Workspace } from '../workspace.js';

export interface CommandInput {
  readonly user: string;
  readonly channel: string;
  /** Default `/deploy`. */
  readonly command?: string;
  readonly text: string;
}

export interface ActionInput {
  readonly user: string;
  readonly channel: string;
  /** The message's ts. */
  readonly message: string;
  readonly actionId: string;
  /** Pressed though the message no longer has the button: what a person sees who has not got the edit yet. */
  readonly stale?: { readonly value: string };
}

export interface ViewInput {
  readonly user: string;
  /** Values by action_id; every input of the view that is not given keeps its initial value. */
  readonly values: Readonly<Record<string, string | null>>;
}

function trigger(workspace: Workspace, user: string): string {
  const id = `${workspace.nextId('')}.${workspace.nextId('')}.fake`;
  workspace.triggers.set(id, { user, at: workspace.now(), used: false });
  return id;
}

function person(workspace: Workspace, id: string): Json {
  const user = workspace.users.get(id);
  if (!user) throw new Error(`The fake Slack has no user ${id}.`);
  return { id, username: user.name, name: user.name, team_id: TEAM.id };
}

export function commandPayload(workspace: Workspace, origin: string, input: CommandInput): Json {
  const { user, channel, command = '/deploy', text } = input;
  return {
    token: 'verification-token-of-old',
    team_id: TEAM.id,
    team_domain: TEAM.domain,
    channel_id: channel,
    channel_name: workspace.channels.get(channel)?.name ?? 'directmessage',
    user_id: user,
    user_name: String(person(workspace, user)['name']),
    command,
    text,
    api_app_id: APP_ID,
    is_enterprise_install: 'false',
    response_url: openResponseUrl(workspace, origin, { channel, user, messageTs: null }),
    trigger_id: trigger(workspace, user),
  };
}

/** @throws when the message has no such button: a person could not press it either. */
export function actionPayload(workspace: Workspace, origin: string, input: ActionInput): Json {
  const { user, channel, message: ts, actionId, stale } = input;
  const message = findMessage(workspace, channel, ts);
  const button = stale
    ? { type: 'button', value: stale.value, block_id: 'gone' }
    : findButton(message?.blocks, actionId);
  if (!button) throw new Error(`The message ${ts} has no button ${actionId}: ${JSON.stringify(message?.blocks)}`);
  return {
    type: 'block_actions',
    user: person(workspace, user),
    api_app_id: APP_ID,
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
    trigger_id: trigger(workspace, user),
    team: TEAM,
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channel, name: workspace.channels.get(channel)?.name ?? '' },
    message: { type: 'message', user: BOT.id, ts, text: message?.text ?? '', blocks: message?.blocks ?? [] },
    response_url: openResponseUrl(workspace, origin, { channel, user, messageTs: ts }),
    actions: [{ ...button, action_id: actionId, action_ts: workspace.nextTs() }],
  };
}

function findButton(blocks: readonly Json[] | undefined, actionId: string): Json | undefined {
  for (const block of blocks ?? []) {
    const elements = [...((block['elements'] as Json[] | undefined) ?? []), block['accessory']];
    const found = elements.find((element) => isJson(element) && element['action_id'] === actionId);
    if (isJson(found))
      return { type: found['type'], value: found['value'], text: found['text'], block_id: block['block_id'] ?? 'b' };
  }
  return undefined;
}

/** Submits the modal that the person looks at; Slack closes it on acknowledgement. */
export function viewPayload(workspace: Workspace, input: ViewInput): { payload: Json; modal: SlackView } {
  const modal = workspace.modals.filter(({ user }) => user === input.user).at(-1);
  if (!modal) throw new Error(`${input.user} looks at no modal.`);
  const payload = {
    type: 'view_submission',
    team: TEAM,
    user: person(workspace, input.user),
    api_app_id: APP_ID,
    token: 'verification-token-of-old',
    trigger_id: trigger(workspace, input.user),
    view: { ...modal.view, id: modal.id, hash: modal.hash, state: { values: stateOf(modal.view, input.values) } },
    response_urls: [],
    is_enterprise_install: false,
    enterprise: null,
  };
  return { payload, modal };
}

function stateOf(view: Json, given: ViewInput['values']): Json {
  const inputs = ((view['blocks'] as Json[] | undefined) ?? []).filter((block) => block['type'] === 'input');
  return Object.fromEntries(
    inputs.map((block, index) => {
      const element = block['element'] as Json;
      const id = String(element['action_id']);
      return [stringOf(block['block_id']) || `b${index}`, { [id]: valueOf(element, given[id]) }];
    }),
  );
}

function valueOf(element: Json, given: string | null | undefined): Json {
  if (element['type'] === 'plain_text_input')
    return { type: 'plain_text_input', value: given === undefined ? (element['initial_value'] ?? null) : given };
  const options = (element['options'] as { value: string }[] | undefined) ?? [];
  const chosen = given === undefined ? element['initial_option'] : options.find(({ value }) => value === given);
  return { type: element['type'], selected_option: chosen ?? null };
}

/** `event` inside Slack's envelope. */
export function eventPayload(workspace: Workspace, event: Json): Json {
  return {
    token: 'verification-token-of-old',
    team_id: TEAM.id,
    api_app_id: APP_ID,
    event: { event_ts: workspace.nextTs(), ...event },
    type: 'event_callback',
    event_id: workspace.nextId('Ev'),
    event_time: Math.floor(workspace.now() / 1_000),
    authorizations: [{ enterprise_id: null, team_id: TEAM.id, user_id: BOT.id, is_bot: true }],
  };
}
