/** Names that a `Connection` header may never take away: they carry framing, routing or the client's identity. */
const UNTOUCHABLE = new Set(['host', 'content-length', 'transfer-encoding', 'content-type', 'cookie', 'authorization']);

export interface ConnectionOptions {
  readonly close: boolean;
  readonly keepAlive: boolean;
  readonly upgrade: boolean;
  /** Lower-case header names that belong to this hop only; null when none. */
  readonly named: ReadonlySet<string> | null;
}

const NONE: ConnectionOptions = { close: false, keepAlive: false, upgrade: false, named: null };
const KEEP_ALIVE: ConnectionOptions = { ...NONE, keepAlive: true };
const CLOSE: ConnectionOptions = { ...NONE, close: true };

/** Reads the joined values of the `Connection` headers of one message. */
export function parseConnection(value: string): ConnectionOptions {
  if (value === '') return NONE;
  if (value === 'keep-alive') return KEEP_ALIVE;
  if (value === 'close') return CLOSE;
  const options = value.split(',').map((option) => option.trim().toLowerCase());
  const named = options.filter((option) => option !== '' && !KNOWN.has(option) && !UNTOUCHABLE.has(option));
  return {
    close: options.includes('close'),
    keepAlive: options.includes('keep-alive'),
    upgrade: options.includes('upgrade'),
    named: named.length > 0 ? new Set(named) : null,
  };
}

const KNOWN = new Set(['close', 'keep-alive', 'upgrade']);
