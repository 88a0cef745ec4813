import type { Language } from '@bluegreen/sdk';
import type { webApi } from '@slack/bolt';
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
  openModal(trigger: string, view: View): Promise<string>;
  updateModal(id: string, view: View): Promise<void>;
  publishHome(user: string, view: View): Promise<void>;
  person(id: string): Promise<Person>;
  groupMembers(group: string): Promise<readonly string[]>;
  /** The scopes that the token really has. */
  scopes(): Promise<readonly string[]>;
}

export function createSlackPort(client: webApi.WebClient): SlackPort {
  const call = async <Result>(act: () => Promise<Result>): Promise<Result> => {
    try {
      return await act();
    } catch (error) {
      throw toTrouble(error);
    }
  };
  return {
    post: (channel, { text, blocks }, threadTs) =>
      call(async () => {
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
      call(async () => void (await client.chat.update({ channel, ts, text, blocks: [...blocks] }))),
    whisper: (channel, user, { text, blocks }, threadTs) =>
      call(async () => {
        const thread = threadTs ? { thread_ts: threadTs } : {};
        await client.chat.postEphemeral({ channel, user, text, blocks: [...blocks], ...thread });
      }),
    permalink: (channel, ts) =>
      call(async () => String((await client.chat.getPermalink({ channel, message_ts: ts })).permalink)),
    openModal: (trigger, view) =>
      call(async () => String((await client.views.open({ trigger_id: trigger, view })).view?.id)),
    updateModal: (id, view) => call(async () => void (await client.views.update({ view_id: id, view }))),
    publishHome: (user, view) => call(async () => void (await client.views.publish({ user_id: user, view }))),
    person: (id) =>
      call(async () => {
        const { user } = await client.users.info({ user: id, include_locale: true });
        return { id, name: user?.name ?? id, language: user?.locale?.startsWith('ko') ? 'ko' : 'en' };
      }),
    groupMembers: (group) => call(async () => (await client.usergroups.users.list({ usergroup: group })).users ?? []),
    scopes: () => call(async () => (await client.auth.test()).response_metadata?.scopes ?? []),
  };
}
