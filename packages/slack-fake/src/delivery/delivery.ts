import type { Json } from '../types.js';

/** What Slack sends to an app: the same payload over HTTP or Socket Mode. */
export interface Outgoing {
  readonly kind: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: Json;
}

export interface Delivered {
  /** Answered with 200, or acknowledged on the socket, within Slack's three seconds. */
  readonly acknowledged: boolean;
  /** Null over Socket Mode, and when nobody answered. */
  readonly status: number | null;
  readonly ackMs: number;
  /** What the acknowledgement carried. */
  readonly body: string;
}

/** A delivery that can be made once more, with the same identifiers. */
export interface Repeatable extends Delivered {
  again(options?: DeliveryOptions): Promise<Delivered>;
}

export interface DeliveryOptions {
  /** Sent so often, one right after the other, with the same identifiers. Default 1. */
  readonly times?: number;
  /** Signs with another secret than the app's. */
  readonly signingSecret?: string;
  /** Shifts the time stamp, in seconds; -600 is ten minutes old. */
  readonly timestampOffset?: number;
  /** Sends to this receiver only: a request URL, or the number of a socket connection. Default: each in turn. */
  readonly to?: string | number;
}

/** Slack gives an app this long. */
export const ACK_MS = 3_000;
