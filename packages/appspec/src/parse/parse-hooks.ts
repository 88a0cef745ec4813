import type { AppSpec, HookScript } from '../app-spec.js';
import { builtInEvents, scriptableEvents } from '../lifecycle-event.js';
import type { LifecycleEventName } from '../lifecycle-event.js';
import { parseHookScript } from './parse-hook-script.js';
import { isNothing, shown } from './located.js';
import type { Located, LocatedEntry } from './located.js';
import type { Report } from './report.js';
import { plain } from './unknown-keys.js';

/** Longest that one lifecycle event may take in all, by the service's limits (contract C8). */
const eventLimitSeconds = 3600;

/** The `hooks` section (contract C6, C8). Unknown events are left out of the result. */
export function parseHooks(section: Located | null, report: Report): AppSpec['hooks'] {
  if (section === null) return {};
  if (section.kind !== 'map') {
    report.problem('HOOKS_INVALID', `hooks must map events to scripts, this is ${shown(section)}`, 'hooks', section.at);
    return {};
  }
  const hooks: AppSpec['hooks'] = {};
  for (const entry of section.entries) {
    const where = `hooks.${entry.key}`;
    report.mark(where, entry.keyAt);
    if (isNothing(entry.value)) {
      report.warning('HOOK_EMPTY', `${entry.key} names no script and is ignored`, where, entry.keyAt);
      continue;
    }
    const event = knownEvent(entry, where, report);
    const scripts = parseScripts(entry, where, report);
    if (event !== null) hooks[event] = scripts;
  }
  return hooks;
}

function knownEvent(entry: LocatedEntry, where: string, report: Report): LifecycleEventName | null {
  const event = scriptableEvents.find((name) => name === entry.key);
  if (event !== undefined) return event;
  const builtIn = builtInEvents.find((name) => name === entry.key);
  if (builtIn !== undefined) {
    const message = `${builtIn} is done by CodeDeploy itself: scripts named for it never run`;
    report.warning('HOOK_EVENT_NEVER_RUN', message, where, entry.keyAt);
    return null;
  }
  const likely = scriptableEvents.find((name) => plain(name) === plain(entry.key));
  const hint = likely === undefined ? `events are ${scriptableEvents.join(', ')}` : `did you mean ${likely}?`;
  report.problem('HOOK_EVENT_UNKNOWN', `there is no lifecycle event ${entry.key}; ${hint}`, where, entry.keyAt);
  return null;
}

function parseScripts(entry: LocatedEntry, where: string, report: Report): HookScript[] {
  const { value } = entry;
  if (value.kind !== 'list') {
    const message = `${entry.key} must be a list of scripts, this is ${shown(value)}`;
    report.problem('HOOKS_INVALID', message, where, value.at);
    return [];
  }
  const scripts: HookScript[] = [];
  let asked = 0;
  for (const [index, item] of value.items.entries()) {
    const parsed = parseHookScript(item, `${where}[${index}]`, report);
    if (parsed === null) continue;
    scripts.push(parsed.script);
    asked += parsed.explicitTimeout ? parsed.script.timeoutSeconds : 0;
  }
  if (asked > eventLimitSeconds) {
    const message = `the timeouts of ${entry.key} add up to ${asked} s, but CodeDeploy ends an event after ${eventLimitSeconds} s`;
    report.warning('HOOK_TIMEOUT_OVER_LIMIT', message, where, entry.keyAt);
  }
  return scripts;
}
