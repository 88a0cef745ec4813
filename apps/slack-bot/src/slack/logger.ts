import type { Logger, LogLevel } from '@slack/bolt';

const TOKENS = /\bx(?:ox[a-z]|app)-[A-Za-z0-9-]+/g;
const LEVEL = 'info' as LogLevel;

/** One line a message on `write`; tokens never get there, whoever put them in. */
export function createLogger(write: (line: string) => void): Logger {
  const log =
    (level: string) =>
    (...parts: unknown[]) =>
      write(`${level} ${redact(parts.map(textOf).join(' '))}`);
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

export function redact(text: string): string {
  return text.replace(TOKENS, 'x…');
}

function textOf(part: unknown): string {
  if (part instanceof Error) return part.stack ?? part.message;
  return typeof part === 'string' ? part : JSON.stringify(part);
}
