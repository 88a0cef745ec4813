import { createHash } from 'node:crypto';
import type { Plan } from '../domain/plan.js';

/** JSON with sorted keys and without undefined members: equal values give equal text. */
export function stableJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => stableJson(item ?? null)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${stableJson(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

/** The plan with its hash: SHA-256 over everything but `createdAt`, 64 hex digits. */
export function withHash(plan: Omit<Plan, 'hash'>): Plan {
  return { ...plan, hash: hashOf(plan) };
}

/** SHA-256 over everything but `createdAt`, 64 hex digits. */
export function hashOf<Content extends { readonly createdAt: string }>(plan: Content): string {
  const content = { ...plan, createdAt: undefined };
  return createHash('sha256').update(stableJson(content)).digest('hex');
}
