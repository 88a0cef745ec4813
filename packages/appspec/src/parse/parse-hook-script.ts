import type { HookScript } from '../app-spec.js';
import { staysInside } from './inside-bundle.js';
import { shown, textOf, valueOf } from './located.js';
import type { Located, LocatedMap } from './located.js';
import type { Report } from './report.js';
import { warnOfUnknownKeys } from './unknown-keys.js';

const knownKeys = ['location', 'timeout', 'runas', 'sudo'];
const defaultTimeoutSeconds = 3600;

export interface ParsedScript {
  script: HookScript;
  explicitTimeout: boolean;
}

/** One script of one event (contract C6). Null when it cannot be used; the report says why. */
export function parseHookScript(item: Located, where: string, report: Report): ParsedScript | null {
  if (item.kind !== 'map') {
    const message = `each script is a map with a location, this is ${shown(item)}`;
    report.problem('HOOKS_INVALID', message, where, item.at);
    return null;
  }
  warnOfUnknownKeys(item, knownKeys, where, report);
  const location = parseLocation(item, where, report);
  const timeout = parseTimeout(item, where, report);
  const runas = parseRunas(item, where, report);
  const sudo = parseSudo(item, where, report);
  if (location === null || timeout === null) return null;
  return {
    script: { location, timeoutSeconds: timeout, runas, sudo },
    explicitTimeout: valueOf(item, 'timeout') !== null,
  };
}

function parseLocation(item: LocatedMap, where: string, report: Report): string | null {
  const value = valueOf(item, 'location');
  const location = value === null ? '' : textOf(value);
  if (value === null || location === null || location === '') {
    const message = location === null ? `a location is text, not ${shown(value)}` : 'this script has no location';
    report.problem('HOOK_LOCATION_MISSING', message, `${where}.location`, value?.at ?? item.at);
    return null;
  }
  report.mark(`${where}.location`, value.at);
  if (!staysInside(location)) {
    const message = `the script ${location} is outside the bundle`;
    report.problem('HOOK_LOCATION_OUTSIDE', message, `${where}.location`, value.at);
    return null;
  }
  return location;
}

/** Ruby's reading of a timeout: nothing and false mean the default, text counts up to its first non-digit. */
function parseTimeout(item: LocatedMap, where: string, report: Report): number | null {
  const value = valueOf(item, 'timeout');
  if (value === null || (value.kind === 'scalar' && value.value === false)) return defaultTimeoutSeconds;
  const seconds = value.kind === 'scalar' ? wholeNumber(value.value) : null;
  if (seconds === null || seconds <= 0) {
    const message = `a timeout is a whole number of seconds above 0, not ${shown(value)}`;
    report.problem('HOOK_TIMEOUT_INVALID', message, `${where}.timeout`, value.at);
    return null;
  }
  return seconds;
}

function wholeNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? Math.trunc(value) : null;
  if (typeof value !== 'string') return null;
  const digits = /^\s*[-+]?\d+/.exec(value);
  return digits === null ? 0 : Number(digits[0]);
}

function parseRunas(item: LocatedMap, where: string, report: Report): string | null {
  const value = valueOf(item, 'runas');
  if (value === null) return null;
  const user = textOf(value);
  if (user === null || (value.kind === 'scalar' && typeof value.value === 'boolean')) {
    const message = `runas is the name of one user in text, not ${shown(value)}: su would find no such user`;
    report.problem('HOOK_RUNAS_INVALID', message, `${where}.runas`, value.at);
    return null;
  }
  if (user === '') {
    const message = 'runas names no user: the script would run as root through su';
    report.warning('HOOK_RUNAS_EMPTY', message, `${where}.runas`, value.at);
    return null;
  }
  return user;
}

/** In Ruby everything but nil and false is true, so `sudo: "false"` means sudo. */
function parseSudo(item: LocatedMap, where: string, report: Report): boolean {
  const value = valueOf(item, 'sudo');
  if (value === null) return false;
  if (value.kind === 'scalar' && typeof value.value === 'boolean') return value.value;
  const message = `the agent takes ${shown(value)} for true; write true or false`;
  report.warning('HOOK_SUDO_TRUTHY', message, `${where}.sudo`, value.at);
  return true;
}
