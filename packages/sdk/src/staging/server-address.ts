import { BlueGreenError } from '../domain/errors.js';

export interface ServerAddress {
  /** Null: as OpenSSH's own configuration says. */
  readonly user: string | null;
  readonly host: string;
  readonly port: number | null;
}

const ADDRESS =
  /^(?:(?<user>[A-Za-z_][A-Za-z0-9_.-]{0,31})@)?(?:(?<host>[A-Za-z0-9][A-Za-z0-9.-]{0,252})|\[(?<literal>[0-9A-Fa-f:.]{2,45})\])(?::(?<port>\d{1,5}))?$/;

/** `[user@]host[:port]`; an IPv6 address stands in brackets. @throws CONFIG_INVALID. */
export function parseServer(text: string): ServerAddress {
  const groups = ADDRESS.exec(text)?.groups;
  const port = groups?.['port'] === undefined ? null : Number(groups['port']);
  if (groups && (port === null || (port >= 1 && port <= 65_535)))
    return { user: groups['user'] ?? null, host: groups['host'] ?? groups['literal']!, port };
  throw new BlueGreenError(
    'CONFIG_INVALID',
    `"${text}" is no server to deploy to.`,
    'Set STAGING_SERVER to `user@host` or `user@host:port`, such as `deploy@staging.example.com`.',
  );
}

export function nameOf({ host, port }: ServerAddress): string {
  return port === null ? host : `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
