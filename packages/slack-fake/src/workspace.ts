import { EventEmitter } from 'node:events';
import type {
  Json,
  RecordedCall,
  SlackChannel,
  SlackEphemeral,
  SlackFakeOptions,
  SlackMessage,
  SlackUser,
  SlackUserGroup,
  SlackView,
} from './types.js';

export const TEAM = { id: 'T0FAKE', domain: 'fake' } as const;
export const APP_ID = 'A0BLUEGREEN';
export const BOT: SlackUser = { id: 'U0BLUEGREEN', name: 'bluegreen', bot: true };

/** A message as it is kept: every member may change. */
export type KeptMessage = { -readonly [Key in keyof SlackMessage]: SlackMessage[Key] };

export interface ResponseUrl {
  readonly channel: string;
  readonly user: string;
  /** The message whose button was pressed; null for a command. */
  readonly messageTs: string | null;
  readonly openedAt: number;
  uses: number;
}

/** Everything the fake knows. Methods and deliveries change it, then call `changed`. */
export interface Workspace {
  readonly options: SlackFakeOptions;
  readonly now: () => number;
  readonly users: Map<string, SlackUser>;
  readonly channels: Map<string, SlackChannel>;
  readonly userGroups: Map<string, SlackUserGroup>;
  readonly messages: KeptMessage[];
  readonly ephemerals: SlackEphemeral[];
  readonly homes: Map<string, Json>;
  /** Open modals, the top one last. */
  readonly modals: SlackView[];
  readonly triggers: Map<string, { readonly user: string; readonly at: number; used: boolean }>;
  readonly responseUrls: Map<string, ResponseUrl>;
  readonly botTokens: Set<string>;
  readonly revoked: Set<string>;
  /** What the next call of a method is refused with. */
  readonly refusals: Map<string, string>;
  scopes: ReadonlySet<string> | null;
  readonly calls: RecordedCall[];
  readonly changes: EventEmitter;
  changed(): void;
  nextTs(): string;
  nextId(prefix: string): string;
}

export function createWorkspace(options: SlackFakeOptions): Workspace {
  const now = options.now ?? Date.now;
  const changes = new EventEmitter().setMaxListeners(0);
  let lastMicros = 0;
  let identifiers = 0;
  const byId = <Item extends { readonly id: string }>(items: readonly Item[] = []) =>
    new Map(items.map((item) => [item.id, item]));
  return {
    options,
    now,
    users: byId([BOT, ...(options.users ?? [])]),
    channels: byId(options.channels),
    userGroups: byId(options.userGroups),
    messages: [],
    ephemerals: [],
    homes: new Map(),
    modals: [],
    triggers: new Map(),
    responseUrls: new Map(),
    botTokens: new Set([options.botToken]),
    revoked: new Set(),
    refusals: new Map(),
    scopes: options.scopes ? new Set(options.scopes) : null,
    calls: [],
    changes,
    changed: () => void changes.emit('change'),
    nextTs() {
      lastMicros = Math.max(lastMicros + 1, now() * 1_000);
      return `${Math.floor(lastMicros / 1_000_000)}.${String(lastMicros % 1_000_000).padStart(6, '0')}`;
    },
    nextId: (prefix) => `${prefix}${String((identifiers += 1)).padStart(8, '0')}`,
  };
}

export function findMessage(workspace: Workspace, channel: unknown, ts: unknown): KeptMessage | undefined {
  return workspace.messages.find((message) => message.channel === channel && message.ts === ts && !message.deleted);
}
