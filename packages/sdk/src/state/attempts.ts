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
const schema = z.object({
  version: z.literal(1),
  at: timestamp,
  owner: text(),
  surface: text(),
  link: text().nullable(),
  asked: text(),
  outcome: z.enum(['accepted', 'refused']),
  code: text(200).nullable(),
  request: text(200).nullable(),
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
