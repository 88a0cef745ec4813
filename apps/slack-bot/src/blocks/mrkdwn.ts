import type { Block } from '../slack/slack-port.js';

/**
 * Slack's limits that the bot's own texts are cut to (docs.slack.dev, Block Kit reference). `part` is ours: Slack refuses
 * blocks of about 13,000 characters in all (slackapi/bolt-js#2509), and a ticket's message has up to four long parts.
 */
export const LIMITS = {
  section: 3_000,
  field: 500,
  header: 150,
  button: 75,
  option: 75,
  text: 4_000,
  part: 2_000,
} as const;

/** Text from people or from AWS, as plain words: no markup, no mention, no link. */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** For text inside backticks or asterisks, which it must not end. */
export function escapeWord(text: string): string {
  return escape(text).replaceAll('`', "'").replaceAll('*', '∗');
}

/** At most `most` characters, with a sign that something is missing; never cuts an escape, a mention or a date in two. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 2).replace(/(?:&[a-z]{0,3}|<[^<>]*)$/, '')} …`;
}

export function section(text: string): Block {
  return { type: 'section', text: { type: 'mrkdwn', text: clip(text || '—', LIMITS.section) } };
}

/** Short texts side by side; at most ten. */
export function fields(texts: readonly string[]): Block {
  return {
    type: 'section',
    fields: texts.slice(0, 10).map((text) => ({ type: 'mrkdwn', text: clip(text, LIMITS.field) })),
  };
}

export function header(text: string): Block {
  return { type: 'header', text: { type: 'plain_text', text: clip(text, LIMITS.header) } };
}

export function context(text: string): Block {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: clip(text, LIMITS.field) }] };
}

export const divider: Block = { type: 'divider' };

/** Blocks without markup, for notifications and for clients that show none. */
export function plainText(text: string): string {
  return clip(text.replaceAll('*', '').replaceAll('`', ''), LIMITS.text);
}
