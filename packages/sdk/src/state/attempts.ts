import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Attempt } from '../domain/attempts.js';
import type { Documents } from '../domain/ports.js';
import { redactedJson } from './redact.js';
import { text, timestamp } from './schemas.js';

/** Beside the journal: what people tried to do, by time running backwards, so that a listing begins with the newest. */
export const ATTEMPTS_PREFIX = 'attempts/';

const LAST_MILLISECOND = 9_999_999_999_999;
const KEY = /^attempts\/\d{13}-[0-9a-f]{16}\.json$/;
/** What people typed must not steer the terminal of whoever reads it: no control codes, no turns of direction. */
const said = text().transform((value) => value.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim());
const schema = z.object({
  version: z.literal(1),
  at: timestamp,
  owner: said,
  surface: said,
  link: said.nullable(),
  asked: said,
  outcome: z.enum(['accepted', 'refused']),
  code: said.nullable(),
  request: said.nullable(),
});

/** Writes one down, secrets taken out. The key is made of time and content alone: nothing that a person typed stands in it. */
export async function writeAttempt(documents: Documents, attempt: Attempt): Promise<void> {
  const body = redactedJson({ version: 1, ...attempt });
  const time = String(LAST_MILLISECOND - Date.parse(attempt.at)).padStart(13, '0');
  const digest = createHash('sha256').update(body).digest('hex').slice(0, 16);
  await documents.create(`${ATTEMPTS_PREFIX}${time}-${digest}.json`, body);
}

/** The newest, newest first. Whatever lies there and is none is left out: it keeps nobody from reading the others. */
export async function readAttempts(documents: Documents, limit: number): Promise<Attempt[]> {
  const keys = await documents.list(ATTEMPTS_PREFIX, limit);
  const found = await Promise.all(keys.filter((key) => KEY.test(key)).map((key) => documents.read(key)));
  return found.flatMap((document) => {
    const attempt = document && parse(document.body);
    return attempt ? [attempt] : [];
  });
}

function parse(body: string): Attempt | null {
  try {
    const { at, owner, surface, link, asked, outcome, code, request } = schema.parse(JSON.parse(body));
    return { at, owner, surface, link, asked, outcome, code, request };
  } catch {
    return null;
  }
}
