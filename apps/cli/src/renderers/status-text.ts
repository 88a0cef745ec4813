import type { Color, ColorSnapshot, StatusResult, TargetSnapshot } from '@bluegreen/sdk';
import type { Words } from '../words/words.js';
import { driftLines } from './drift-text.js';
import { proofText } from './proof-text.js';
import { releaseText } from './release-text.js';
import type { Row } from './table.js';

/** What `status --json` prints: the snapshot, with weights side by side and releases by name. */
export function statusData(status: StatusResult) {
  const { blue, green } = status.colors;
  return {
    ...status,
    weights: { blue: blue.weight, green: green.weight },
    colors: { blue: colorData(blue), green: colorData(green) },
  };
}

function colorData(color: ColorSnapshot) {
  return { ...color, release: color.release?.release ?? null, digest: color.release?.digest ?? null };
}

/** The environment on one screen: what is live, what is warm, what is wrong. */
export function statusText(status: StatusResult, words: Words, table: (rows: readonly Row[]) => string): string {
  const columns = [status.colors.blue, status.colors.green];
  const { live, noneLive } = words.status;
  return [
    `${status.project} ${status.environment}: ${status.live ? live(status.live) : noneLive}`,
    '',
    table(colorRows(status, columns, words)),
    ...columns.flatMap(({ color, targets }) => sick(targets).map((target) => `${color.toUpperCase()} ${target}`)),
    ...columns.flatMap((color) => suspendedLine(color, words)),
    ...(status.disagreement ? ['', status.disagreement] : []),
    ...strayLines(status, words),
    ...driftLines(status.drift, words),
    ...lastMoveLines(status, words),
    ...lockLines(status, words),
    ...(status.operation ? ['', operationLine(status.operation, words)] : []),
  ].join('\n');
}

/** Scaling that is switched off: by an operation at work, by one that could not switch it on again, or by a person. */
function suspendedLine({ color, capacity }: ColorSnapshot, { status }: Words): string[] {
  const { suspended = [] } = capacity ?? {};
  return suspended.length > 0 ? [status.suspended(color, suspended.join(', '))] : [];
}

function colorRows(status: StatusResult, columns: readonly ColorSnapshot[], words: Words): Row[] {
  const { rows, healthy, inService } = words.status;
  const row = (name: string, cell: (color: ColorSnapshot) => string) => [name, ...columns.map(cell)];
  return [
    row('', ({ color }) => `${color.toUpperCase()} ${standing(status, color)}`),
    row(rows.release, (color) => heldText(color, words)),
    row(rows.traffic, ({ weight }) => `${weight} %`),
    row(rows.targets, (color) => (color.total === 0 ? words.none : healthy(color.healthy, color.total))),
    row(rows.capacity, ({ capacity }) => (capacity ? inService(capacity.inService, capacity.desired) : words.unknown)),
    row(rows.deployment, ({ deployment }) => (deployment ? `${deployment.id} ${deployment.status}` : words.none)),
  ];
}

/** What the colour holds, or what it held before a deployment broke off there. */
function heldText({ release, releaseCertain, deployment }: ColorSnapshot, words: Words): string {
  const text = releaseText(release, words);
  return releaseCertain || !deployment ? text : words.status.uncertain(text, deployment.id, deployment.status);
}

function strayLines({ strays }: StatusResult, words: Words): string[] {
  if (strays.length === 0) return [];
  return ['', ...strays.map(({ kind, arn }) => words.status.stray(kind, arn))];
}

function lastMoveLines({ lastMove }: StatusResult, words: Words): string[] {
  if (!lastMove) return [];
  const { verb, owner, endedAt, proof } = lastMove;
  return ['', `${words.status.lastMove(verb, owner, endedAt ?? words.unknown)}; ${proofText(proof, words)}`];
}

function lockLines({ lock }: StatusResult, words: Words): string[] {
  return lock ? ['', words.status.locked(`${lock.owner} (${lock.surface})`, lock.since, lock.reason)] : [];
}

function standing(status: StatusResult, color: Color): string {
  if (status.live === color) return 'LIVE';
  return status.colors[color].weight > 0 ? 'SHIFTING' : 'IDLE';
}

function sick(targets: readonly TargetSnapshot[]): string[] {
  return targets
    .filter((target) => target.health !== 'healthy')
    .map(({ id, port, health, reason, description }) =>
      [`${id}:${port} ${health}`, reason, description].filter(Boolean).join(' - '),
    );
}

function operationLine(operation: NonNullable<StatusResult['operation']>, words: Words): string {
  const { expired, verb, owner, surface, since, reason } = operation;
  const line = words.status.operation(!expired, verb, `${owner} (${surface})`, since);
  return reason ? `${line}: ${reason}` : line;
}
