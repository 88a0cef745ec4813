import { valuesOf } from '../http/fields.js';
import type { Clock, PoolConfig } from '../types.js';
import { createSealer } from './sealer.js';

/** Browsers keep a stickiness cookie this long; how long it is obeyed stands inside the value (contract B4). */
const BROWSER_LIFETIME_MS = 7 * 24 * 3_600_000;
/** The twin of a cookie that browsers also send across sites. */
const CROSS_SITE_SUFFIX = 'CORS';
const APP_COOKIE_SUFFIX = 'APP-0';

type Kind = 'pool' | 'target';
type PoolStickiness = PoolConfig['stickiness'];

/** Reads and writes the cookies that keep a client on a pool and on a target. */
export interface Stickiness {
  poolOf(cookies: string | null): string | null;
  /** Key of the target this client is bound to, if the pool is sticky and the cookie is still valid. */
  targetOf(cookies: string | null, poolId: string, stickiness: PoolStickiness): string | null;
  /** `Set-Cookie` lines; each answer renews them. */
  poolCookies(poolId: string, seconds: number): string;
  targetCookies(poolId: string, targetKey: string, seconds: number): string;
  /** The `Set-Cookie` line that binds, when this answer sets the application's own cookie; else empty. */
  appCookie(responseFields: string, poolId: string, targetKey: string, stickiness: PoolStickiness): string;
}

export function createStickiness(clock: Clock, names: { readonly pool: string; readonly target: string }): Stickiness {
  const sealer = createSealer();
  const appName = names.target + APP_COOKIE_SUFFIX;

  function value(kind: Kind, parts: readonly string[], seconds: number): string {
    return sealer.seal(JSON.stringify([kind, clock.now() + seconds * 1000, ...parts]));
  }
  function parts(sealed: string | null, kind: Kind): string[] | null {
    const text = sealed === null ? null : sealer.open(sealed);
    if (text === null) return null;
    const [found, expiresAt, ...rest] = JSON.parse(text) as [Kind, number, ...string[]];
    return found === kind && expiresAt > clock.now() ? rest : null;
  }
  function lines(name: string, sealed: string): string {
    const end = `Expires=${new Date(clock.now() + BROWSER_LIFETIME_MS).toUTCString()}; Path=/`;
    return `Set-Cookie: ${name}=${sealed}; ${end}\r\nSet-Cookie: ${name}${CROSS_SITE_SUFFIX}=${sealed}; ${end}; SameSite=None; Secure\r\n`;
  }
  function either(cookies: string | null, name: string): string | null {
    if (cookies === null) return null;
    return readCookie(cookies, name) ?? readCookie(cookies, name + CROSS_SITE_SUFFIX);
  }

  return {
    poolOf: (cookies) => parts(either(cookies, names.pool), 'pool')?.[0] ?? null,
    targetOf(cookies, poolId, stickiness) {
      if (stickiness.kind === 'none' || cookies === null) return null;
      if (stickiness.kind === 'app-cookie' && readCookie(cookies, stickiness.cookieName) === null) return null;
      const sealed = stickiness.kind === 'app-cookie' ? readCookie(cookies, appName) : either(cookies, names.target);
      const found = parts(sealed, 'target');
      return found?.[0] === poolId ? (found[1] ?? null) : null;
    },
    poolCookies: (poolId, seconds) => lines(names.pool, value('pool', [poolId], seconds)),
    targetCookies: (poolId, targetKey, seconds) => lines(names.target, value('target', [poolId, targetKey], seconds)),
    appCookie(responseFields, poolId, targetKey, stickiness) {
      if (stickiness.kind !== 'app-cookie') return '';
      const prefix = `${stickiness.cookieName}=`;
      if (!valuesOf(responseFields, 'set-cookie').some((cookie) => cookie.startsWith(prefix))) return '';
      return `Set-Cookie: ${appName}=${value('target', [poolId, targetKey], stickiness.durationSeconds)}; Path=/\r\n`;
    },
  };
}

function readCookie(cookies: string, name: string): string | null {
  for (const part of cookies.split(';')) {
    const pair = part.trim();
    if (pair.startsWith(`${name}=`)) return pair.slice(name.length + 1);
  }
  return null;
}
