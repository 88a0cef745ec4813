import type { BlueGreenError } from '../domain/errors.js';
import { say, toldError } from '../narration/say.js';

/** No document of ours comes near this; what does is not read as one. */
const MOST_CHARACTERS = 2_000_000;

/** An object that is not what stands under such a key. It blocks, and is never overwritten. */
export function stateUnreadable(key: string, why: string): BlueGreenError {
  const told = say('state.unreadable', { key, why });
  return toldError('STATE_UNREADABLE', told, say('state.unreadable.next', { key }), { evidence: [`key: ${key}`] });
}

/** @throws STATE_UNREADABLE. */
export function parseJson(key: string, body: string): unknown {
  if (body.length > MOST_CHARACTERS) throw stateUnreadable(key, `it has ${body.length} characters`);
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw stateUnreadable(key, 'it is not JSON');
  }
}

interface Schema<Value> {
  safeParse(
    value: unknown,
    how: { readonly jitless: true },
  ):
    | { readonly success: true; readonly data: Value }
    | { readonly success: false; readonly error: { readonly issues: readonly Issue[] } };
}
interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** @throws STATE_UNREADABLE with the first member that is wrong. */
export function parseAs<Value>(schema: Schema<Value>, key: string, body: string): Value {
  // A schema is compiled for its many uses; here it is used once or twice in a process.
  const parsed = schema.safeParse(parseJson(key, body), { jitless: true });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw stateUnreadable(key, `${issue?.path.map(String).join('.') || 'it'}: ${issue?.message ?? 'is not valid'}`);
}
