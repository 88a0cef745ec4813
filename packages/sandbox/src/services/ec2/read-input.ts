import type { WireInput } from '../service.js';

/** Undefined when absent or empty. */
export function texts(input: WireInput, name: string): string[] | undefined {
  const value = input[name];
  const items = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  return items.length > 0 ? items : undefined;
}

export function text(input: WireInput, name: string): string | undefined {
  const value = input[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function records(input: WireInput, name: string): WireInput[] {
  const value = input[name];
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is WireInput => typeof item === 'object' && item !== null && !Array.isArray(item));
}
