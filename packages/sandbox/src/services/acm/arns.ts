import { randomUUID } from 'node:crypto';

export function certificateArn({ region, account }: { readonly region: string; readonly account: string }): string {
  return `arn:aws:acm:${region}:${account}:certificate/${randomUUID()}`;
}
