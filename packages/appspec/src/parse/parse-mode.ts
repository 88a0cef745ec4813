import { shown, textOf, valueOf } from './located.js';
import type { LocatedMap } from './located.js';
import type { Report } from './report.js';

/**
 * The `mode` of a permission as chmod gets it (contract C6). An unquoted leading zero is YAML 1.1's octal notation: the
 * agent turns `0644` into the number 420 and sets mode 420. That is kept, because it is what happens on the host, and told.
 */
export function parseMode(item: LocatedMap, where: string, report: Report): string | null {
  const value = valueOf(item, 'mode');
  if (value === null) return null;
  const path = `${where}.mode`;
  const mode = textOf(value)?.padStart(3, '0') ?? null;
  const leadingZero = value.kind === 'scalar' && typeof value.value === 'number' && /^0\d/.test(value.source);
  const meant = value.kind === 'scalar' ? value.source.replace(/^0(?=\d{3})/, '') : '';
  const advice = `write ${meant} or "${meant}"`;
  if (mode === null || !/^[0-7]{3,4}$/.test(mode)) {
    const message = leadingZero
      ? `YAML reads an unquoted ${shown(value)} as the number ${mode}, which is no mode; ${advice}`
      : `a mode is one to four octal digits, not ${shown(value)}`;
    report.problem('PERMISSION_MODE_INVALID', message, path, value.at);
    return null;
  }
  if (leadingZero) {
    const message = `YAML reads an unquoted ${shown(value)} as octal: the agent would set mode ${mode}; ${advice}`;
    report.warning('PERMISSION_MODE_OCTAL', message, path, value.at);
  }
  return mode;
}
