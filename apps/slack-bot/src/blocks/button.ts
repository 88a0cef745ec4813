import type { types } from '@slack/bolt';
import { clip, LIMITS } from './mrkdwn.js';

/** Everything that a button can ask for. */
export const BUTTONS = ['switch', 'approve', 'hold', 'release', 'recheck', 'abort', 'rollback', 'details'] as const;
export type ButtonName = (typeof BUTTONS)[number];

/** What a button carries: the ticket, and of which plan the person saw it. */
export interface Pressed {
  readonly environment: string;
  readonly ticket: string;
  /** First digits of the plan's hash; empty where no plan is shown. */
  readonly hash: string;
}

const HASH_DIGITS = 16;
const ACTION = /^ticket\.([a-z]+)$/;

export function button(
  name: ButtonName,
  label: string,
  pressed: Pressed,
  options: {
    readonly style?: 'primary' | 'danger';
    readonly confirm?: { readonly title: string; readonly text: string; readonly deny: string };
  } = {},
): types.Button {
  const { style, confirm } = options;
  const plain = (text: string, most: number) => ({ type: 'plain_text', text: clip(text, most) }) as const;
  return {
    type: 'button',
    action_id: `ticket.${name}`,
    text: plain(label, LIMITS.button),
    value: JSON.stringify([pressed.environment, pressed.ticket, pressed.hash.slice(0, HASH_DIGITS)]),
    ...(style ? { style } : {}),
    ...(confirm
      ? {
          confirm: {
            title: plain(confirm.title, 100),
            text: plain(confirm.text, 300),
            confirm: plain(label, 30),
            deny: plain(confirm.deny, 30),
          },
        }
      : {}),
  };
}

export function buttonOf(actionId: string): ButtonName | null {
  const name = ACTION.exec(actionId)?.[1];
  return BUTTONS.find((known) => known === name) ?? null;
}

/** Null for anything that no button of ours carries. */
export function readPressed(value: unknown): Pressed | null {
  if (typeof value !== 'string') return null;
  try {
    const parts = JSON.parse(value) as unknown;
    if (!Array.isArray(parts) || parts.length !== 3 || !parts.every((part) => typeof part === 'string')) return null;
    const [environment, ticket, hash] = parts as [string, string, string];
    return { environment, ticket, hash };
  } catch {
    return null;
  }
}
