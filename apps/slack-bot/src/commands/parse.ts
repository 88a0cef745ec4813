import type { ColorChoice } from '@bluegreen/sdk';
import { closest } from './closest.js';
import type { Misunderstanding, Parsed } from './command.js';

const COLORS: readonly ColorChoice[] = ['blue', 'green', 'idle'];
const VERBS = [
  'status',
  'plan',
  'switch',
  'rollback',
  'shift',
  'lock',
  'unlock',
  'history',
  'who',
  'help',
  'deploy',
] as const;
type Verb = (typeof VERBS)[number];
/** The SDK's rule for names of releases. */
const RELEASE = /^[A-Za-z0-9._+-]{1,64}$/;
const LONGEST_REASON = 200;

/** A command's text, such as `production green v2` or `lock staging data migration`. Pure. */
export function parseCommand(text: string, environments: readonly string[]): Parsed {
  const words = text.trim().split(/\s+/).filter(Boolean);
  const fallback = environments[0] ?? '';
  const [first] = words;
  if (first === undefined) return understood({ kind: 'form', environment: fallback });
  const verb = VERBS.find((known) => known === first.toLowerCase());
  const rest = verb ? words.slice(1) : words;
  const [named] = rest;
  const environment = environments.find((known) => known === named);
  const given = environment ? rest.slice(1) : rest;
  const reading: Reading = {
    environment: environment ?? fallback,
    explicit: environment !== undefined,
    given,
    environments,
  };
  if (verb && verb !== 'deploy' && verb !== 'plan') return parseVerb(verb, reading);
  return parseDeploy(verb === 'plan' ? 'plan' : 'deploy', reading, verb === undefined);
}

interface Reading {
  readonly environment: string;
  readonly explicit: boolean;
  readonly given: readonly string[];
  readonly environments: readonly string[];
}

function parseVerb(verb: Exclude<Verb, 'deploy' | 'plan'>, reading: Reading): Parsed {
  const { environment, given } = reading;
  switch (verb) {
    case 'help':
      return understood({ kind: 'help' });
    case 'status':
    case 'history':
    case 'who':
    case 'unlock':
    case 'rollback':
      return given[0] === undefined ? understood({ kind: verb, environment }) : unknown(reading, given[0]);
    case 'lock':
      return parseLock(reading);
    case 'shift':
      // Traffic moves as a whole: a share is refused in words rather than rounded to all or nothing.
      if (given.some((word) => /^\d/.test(word))) return problem('SHIFT_PARTIAL', given.join(' '));
      return parseSwitch(reading);
    case 'switch':
      return parseSwitch(reading);
  }
}

function parseSwitch(reading: Reading): Parsed {
  const [color = 'idle', extra] = reading.given;
  if (extra !== undefined) return problem('USAGE_INVALID', extra);
  const to = COLORS.find((known) => known === color.toLowerCase());
  return to ? understood({ kind: 'switch', environment: reading.environment, to }) : unknown(reading, color);
}

function parseLock({ environment, given, explicit, environments }: Reading): Parsed {
  const reason = given.join(' ').slice(0, LONGEST_REASON);
  const almost = explicit || given.length > 1 ? undefined : closest(reason, environments);
  if (almost) return problem('ENVIRONMENT_UNKNOWN', reason, [almost]);
  return reason === '' ? problem('REASON_MISSING', '') : understood({ kind: 'lock', environment, reason });
}

/** `[environment] [blue|green|idle] [release]`, each of them optional: what is to be done, or only planned. */
function parseDeploy(kind: 'deploy' | 'plan', reading: Reading, mayBeVerb: boolean): Parsed {
  const { environment, given } = reading;
  const [first, second] = given;
  const to = COLORS.find((known) => known === first?.toLowerCase());
  const [release, extra] = to ? given.slice(1) : given;
  if (extra !== undefined) {
    // `prodction green`: what stands before a colour can only be an environment.
    const beforeColor = COLORS.some((color) => color === second?.toLowerCase());
    return beforeColor && !reading.explicit
      ? unknownEnvironment(reading, first!)
      : to
        ? problem('USAGE_INVALID', extra)
        : unknown(reading, first!);
  }
  if (release === undefined) return understood({ kind, environment, to: to ?? 'idle', release: null });
  if (!to) {
    const almost = almostKnown(reading, release, mayBeVerb);
    if (almost) return almost;
  }
  if (!RELEASE.test(release)) return problem('RELEASE_INVALID', release);
  return understood({ kind, environment, to: to ?? 'idle', release });
}

/** A lone word that is nearly a colour, an environment or a verb is a slip, not a release. */
function almostKnown(reading: Reading, word: string, mayBeVerb: boolean): Parsed | undefined {
  const color = closest(word, COLORS);
  if (color) return problem('COLOR_INVALID', word, [color]);
  const environment = reading.explicit ? undefined : closest(word, reading.environments);
  if (environment) return problem('ENVIRONMENT_UNKNOWN', word, [environment]);
  const verb = mayBeVerb ? closest(word, VERBS) : undefined;
  return verb === undefined ? undefined : problem('USAGE_INVALID', word, [verb]);
}

function unknown(reading: Reading, word: string): Parsed {
  const color = closest(word, COLORS);
  if (reading.explicit || color) return problem('COLOR_INVALID', word, color ? [color] : [...COLORS]);
  return unknownEnvironment(reading, word);
}

function unknownEnvironment({ environments }: Reading, word: string): Parsed {
  const almost = closest(word, environments);
  return problem('ENVIRONMENT_UNKNOWN', word, almost ? [almost] : environments);
}

function understood(command: Extract<Parsed, { ok: true }>['command']): Parsed {
  return { ok: true, command };
}

function problem(code: Misunderstanding['code'], given: string, suggestions: readonly string[] = []): Parsed {
  return { ok: false, problem: { code, given: given.slice(0, 100), suggestions } };
}
