import type { Workspace } from '../workspace.js';
import { ACK_MS, type Delivered, type DeliveryOptions, type Outgoing } from './delivery.js';
import { signatureHeaders } from './signature.js';

/** One signed request to the app. Never throws: an app that is away is a finding. */
export async function deliverOverHttp(
  workspace: Workspace,
  url: string,
  outgoing: Outgoing,
  options: DeliveryOptions & { readonly retry?: { readonly number: number; readonly reason: string } },
): Promise<Delivered> {
  const { type, body } = encode(outgoing);
  const seconds = Math.floor(workspace.now() / 1_000) + (options.timestampOffset ?? 0);
  const { retry } = options;
  const started = performance.now();
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': type,
        ...signatureHeaders(options.signingSecret ?? workspace.options.signingSecret, body, seconds),
        ...(retry ? { 'x-slack-retry-num': String(retry.number), 'x-slack-retry-reason': retry.reason } : {}),
      },
      body,
      signal: AbortSignal.timeout(ACK_MS),
    });
    const text = await response.text();
    return { acknowledged: response.ok, status: response.status, ackMs: performance.now() - started, body: text };
  } catch {
    return { acknowledged: false, status: null, ackMs: performance.now() - started, body: '' };
  }
}

function encode({ kind, payload }: Outgoing): { type: string; body: string } {
  const form = 'application/x-www-form-urlencoded';
  switch (kind) {
    case 'slash_commands':
      return { type: form, body: new URLSearchParams(payload as Record<string, string>).toString() };
    case 'interactive':
      return { type: form, body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString() };
    case 'events_api':
      return { type: 'application/json', body: JSON.stringify(payload) };
  }
}
