import type { Language } from '@bluegreen/sdk';
import type { webApi } from '@slack/bolt';
import { isTokenRefused, type BotToken } from './bot-token.js';
import { printable } from './printable.js';
import { toTrouble } from './trouble.js';

export type Block = webApi.KnownBlock;
export type View = webApi.View;
export type Blocks = readonly Block[];

/** Blocks, and the text for notifications, screen readers and clients that show no blocks. */
export interface Content {
  readonly text: string;
  readonly blocks: Blocks;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly language: Language;
}

/** All that the bot asks of Slack. Every method throws SlackTrouble. */
export interface SlackPort {
  post(channel: string, content: Content, threadTs?: string): Promise<{ readonly ts: string }>;
  edit(channel: string, ts: string, content: Content): Promise<void>;
  whisper(channel: string, user: string, content: Content, threadTs?: string): Promise<void>;
  permalink(channel: string, ts: string): Promise<string>;
  /** Where a channel is, for what has no message. */
  channelLink(channel: string): Promise<string>;
  openModal(trigger: string, view: View): Promise<string>;
  updateModal(id: string, view: View): Promise<void>;
  publishHome(user: string, view: View): Promise<void>;
  person(id: string): Promise<Person>;
  groupMembers(group: string): Promise<readonly string[]>;
  /** The scopes that the token really has. */
  scopes(): Promise<readonly string[]>;
}

/** @param clientOf a client with that token. */
export function createSlackPort(token: BotToken, clientOf: (token: string) => webApi.WebClient): SlackPort {
  let client = { of: token.current(), api: clientOf(token.current()) };
  const api = (): webApi.WebClient => {
    const now = token.current();
    if (client.of !== now) client = { of: now, api: clientOf(now) };
    return client.api;
  };
  const call = async <Result>(act: (client: webApi.WebClient) => Promise<Result>): Promise<Result> => {
    const used = token.current();
    try {
      return await act(api());
    } catch (error) {
      const trouble = toTrouble(error);
      if (!isTokenRefused(trouble.code) || !token.renew(used)) throw trouble;
    }
    return act(api()).catch((error: unknown) => {
      throw toTrouble(error);
    });
  };
  return {
    post: (channel, { text, blocks }, threadTs) =>
      call(async (client) => {
        const thread = threadTs ? { thread_ts: threadTs } : {};
        const answer = await client.chat.postMessage({
          channel,
          text,
          blocks: [...blocks],
          unfurl_links: false,
          ...thread,
        });
        return { ts: String(answer.ts) };
      }),
    edit: (channel, ts, { text, blocks }) =>
      call(async (client) => void (await client.chat.update({ channel, ts, text, blocks: [...blocks] }))),
    whisper: (channel, user, { text, blocks }, threadTs) =>
      call(async (client) => {
        const thread = threadTs ? { thread_ts: threadTs } : {};
        await client.chat.postEphemeral({ channel, user, text, blocks: [...blocks], ...thread });
      }),
    permalink: (channel, ts) =>
      call(async (client) => String((await client.chat.getPermalink({ channel, message_ts: ts })).permalink)),
    channelLink: (channel) =>
      call(async (client) => new URL(`archives/${encodeURIComponent(channel)}`, (await client.auth.test()).url).href),
    openModal: (trigger, view) =>
      call(async (client) => String((await client.views.open({ trigger_id: trigger, view })).view?.id)),
    updateModal: (id, view) => call(async (client) => void (await client.views.update({ view_id: id, view }))),
    publishHome: (user, view) => call(async (client) => void (await client.views.publish({ user_id: user, view }))),
    person: (id) =>
      call(async (client) => {
        const { user } = await client.users.info({ user: id, include_locale: true });
        return { id, name: printable(user?.name ?? id), language: user?.locale?.startsWith('ko') ? 'ko' : 'en' };
      }),
    groupMembers: (group) =>
      call(async (client) => (await client.usergroups.users.list({ usergroup: group })).users ?? []),
    scopes: () => call(async (client) => (await client.auth.test()).response_metadata?.scopes ?? []),
  };
}
