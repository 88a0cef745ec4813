import { createHmac } from 'node:crypto';

/** Slack's v0 signature over `v0:<seconds>:<raw body>`. */
export function signatureHeaders(secret: string, body: string, seconds: number): Record<string, string> {
  const hash = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(seconds), 'x-slack-signature': `v0=${hash}` };
}
