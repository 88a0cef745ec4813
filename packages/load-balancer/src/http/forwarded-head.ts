import { isIPv6 } from 'node:net';
import type { BalancerConfig } from '../types.js';
import type { RequestHead } from './request-head.js';
import { TRACE_HEADER, traceHeader } from './trace-header.js';

/** More addresses than this in X-Forwarded-For are a 463 (contract B6). */
export const MAX_FORWARDED_ADDRESSES = 30;

/** Facts of one client connection that go into the head for the target. */
export interface ClientFacts {
  readonly address: string;
  readonly port: number;
  /** What the client speaks. */
  readonly protocol: 'http' | 'https';
  /** The listener's port as the world knows it. */
  readonly publicPort: number;
  /** `host:port` of the listener, for clients that name no host. */
  readonly localAuthority: string;
}

/** The whole request head for the target (contract B7), ending in the empty line. */
export function forwardedHead(head: RequestHead, config: BalancerConfig, client: ClientFacts, nowMs: number): string {
  return (
    `${head.method} ${head.target} HTTP/1.1\r\nHost: ${hostFor(head, config, client)}\r\n` +
    `${head.fields}${forwardedFor(head, config, client)}` +
    `X-Forwarded-Proto: ${client.protocol}\r\nX-Forwarded-Port: ${client.publicPort}\r\n` +
    `${TRACE_HEADER}: ${traceHeader(head.traceId, nowMs)}\r\n` +
    (head.chunked ? 'Transfer-Encoding: chunked\r\n' : '') +
    (head.upgrade === null ? '\r\n' : `Connection: Upgrade\r\nUpgrade: ${head.upgrade}\r\n\r\n`)
  );
}

function hostFor(head: RequestHead, config: BalancerConfig, client: ClientFacts): string {
  if (head.host === null) return client.localAuthority;
  const usual = client.publicPort === 80 || client.publicPort === 443;
  if (config.preserveHost || usual || head.host === '' || /:\d+$/.test(head.host)) return head.host;
  return `${head.host}:${client.publicPort}`;
}

function forwardedFor(head: RequestHead, config: BalancerConfig, client: ClientFacts): string {
  switch (config.forwardedFor) {
    case 'remove':
      return '';
    case 'preserve':
      return head.forwardedFor === null ? '' : `X-Forwarded-For: ${head.forwardedFor}\r\n`;
    case 'append': {
      const own = config.forwardedForPort ? withPort(client) : client.address;
      return head.forwardedFor ? `X-Forwarded-For: ${head.forwardedFor}, ${own}\r\n` : `X-Forwarded-For: ${own}\r\n`;
    }
  }
}

function withPort(client: ClientFacts): string {
  return isIPv6(client.address) ? `[${client.address}]:${client.port}` : `${client.address}:${client.port}`;
}

export function hasTooManyAddresses(head: RequestHead): boolean {
  if (head.forwardedFor === null || head.forwardedFor.length < MAX_FORWARDED_ADDRESSES) return false;
  return head.forwardedFor.split(',').length > MAX_FORWARDED_ADDRESSES;
}
