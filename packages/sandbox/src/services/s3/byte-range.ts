import { invalidPartNumber, invalidRange } from './errors.js';
import type { StoredObject } from './state.js';

/** Bytes to send, both ends included; `partial` answers are 206. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
  readonly partial: boolean;
}

/** InvalidRange when nothing of the range exists. Forms S3 does not know (several ranges, other units) are ignored. */
export function readRange(value: string | undefined, size: number): ByteRange {
  const whole = { start: 0, end: size - 1, partial: false };
  const match = /^bytes=(\d*)-(\d*)$/.exec(value?.trim() ?? '');
  if (value === undefined || !match) return whole;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return whole;
  if (first === '') {
    const length = Math.min(Number(last), size);
    if (length === 0) throw invalidRange(value, size);
    return { start: size - length, end: size - 1, partial: true };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return whole;
  if (start >= size) throw invalidRange(value, size);
  return { start, end, partial: true };
}

/** Bytes of one part of a multipart object; an object put whole has part 1 only. */
export function partRange(object: StoredObject, number: number): ByteRange {
  const parts = object.parts ?? [{ number: 1, bytes: object.bytes }];
  let start = 0;
  for (const part of parts) {
    if (part.number === number) return { start, end: start + part.bytes - 1, partial: true };
    start += part.bytes;
  }
  throw invalidPartNumber(number, parts.length);
}
