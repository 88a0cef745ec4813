import { parseListenerArn, parseTargetGroupArn } from '../aws/arns.js';
import { COLORS } from '../domain/color.js';
import { BlueGreenError } from '../domain/errors.js';
import type { ErrorCode } from '../domain/errors.js';
import { FIELDS } from './fields.js';
import type { Settings } from './resolve-config.js';

interface Problem {
  readonly code: Extract<ErrorCode, 'CONFIG_INVALID' | 'ARN_MALFORMED'>;
  readonly text: string;
}

/** @throws the first problem of the settings that win, with all of them as evidence. */
export function validate(settings: Settings): void {
  const problems = [...wrongValues(settings), ...contradictions(settings)];
  const [first] = problems;
  if (!first) return;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  throw new BlueGreenError(
    first.code,
    `${first.text}${more}.`,
    'Correct it there; `bluegreen config explain` shows where every setting comes from.',
    { evidence: problems.map((problem) => problem.text) },
  );
}

function wrongValues(settings: Settings): Problem[] {
  return FIELDS.flatMap((field) => {
    const winner = settings.get(field.key)?.[0];
    if (!winner) return [];
    return [winner.value].flat().flatMap((value) => {
      const wrong = field.check(value);
      return wrong
        ? [{ code: wrong.code, text: `\`${field.key}\` (from ${winner.source}) is ${wrong.because}: \`${value}\`` }]
        : [];
    });
  });
}

/** Settings that are right one by one and wrong together. */
function contradictions(settings: Settings): Problem[] {
  const winner = (key: string) => settings.get(key)?.[0];
  const region = winner('region');
  const arns = ['listenerArns', ...COLORS.map((color) => `colors.${color}.targetGroup`)].flatMap((key) =>
    [winner(key)?.value ?? []].flat().map((value) => ({ key, value })),
  );
  const elsewhere = arns.flatMap(({ key, value }) => {
    const its = (parseListenerArn(value) ?? parseTargetGroupArn(value))?.region;
    if (its === undefined || its === region?.value) return [];
    return [
      `\`${key}\` (from ${winner(key)!.source}) is in ${its}, but the region is ${String(region?.value)} (from ${region?.source})`,
    ];
  });
  const twins = ['targetGroup', 'deploymentGroup', 'autoScalingGroup'].flatMap((member) => {
    const [blue, green] = COLORS.map((color) => winner(`colors.${color}.${member}`));
    if (!blue || !green || blue.value !== green.value) return [];
    return [
      `blue and green have the same ${member} (from ${blue.source} and ${green.source}): \`${String(blue.value)}\``,
    ];
  });
  return [...elsewhere, ...twins].map((text) => ({ code: 'CONFIG_INVALID', text }));
}
