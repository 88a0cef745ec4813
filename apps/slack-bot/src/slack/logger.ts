import type { Logger, LogLevel } from '@slack/bolt';

const TOKENS = /\bx(?:ox[a-z]|app)-[A-Za-z0-9-]+/g;
const LEVEL = 'info' as LogLevel;

/** One line a message on `write`; neither tokens nor `secrets` get there, whoever put them in. */
export function createLogger(write: (line: string) => void, secrets: readonly string[] = []): Logger {
  const log =
    (level: string) =>
    (...parts: unknown[]) =>
      write(`${level} ${redact(parts.map(textOf).join(' '), secrets)}`);
  return {
    // Bolt's own debugging prints whole payloads.
    debug: () => undefined,
    info: log('info'),
    warn: log('warn'),
    error: log('error'),
    setLevel: () => undefined,
    getLevel: () => LEVEL,
    setName: () => undefined,
  };
}

/** A text without anything that looks like one of Slack's tokens, and without `secrets`. */
export function redact(text: string, secrets: readonly string[] = []): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, 'x…'), text.replace(TOKENS, 'x…'));
}

function textOf(part: unknown): string {
  if (part instanceof Error) return part.stack ?? part.message;
  if (typeof part === 'string') return part;
  try {
    return JSON.stringify(part) ?? String(part);
  } catch {
    // It refers to itself.
    return String(part);
  }
}
