import type { Color, ColorSnapshot, StatusResult, TargetSnapshot } from '@bluegreen/sdk';
import type { Words } from '../words/words.js';
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
    ...(status.disagreement ? ['', status.disagreement] : []),
    ...(status.operation ? ['', operationLine(status.operation, words)] : []),
  ].join('\n');
}

function colorRows(status: StatusResult, columns: readonly ColorSnapshot[], words: Words): Row[] {
  const { rows, healthy, inService } = words.status;
  const row = (name: string, cell: (color: ColorSnapshot) => string) => [name, ...columns.map(cell)];
  return [
    row('', ({ color }) => `${color.toUpperCase()} ${standing(status, color)}`),
    row(rows.release, ({ release }) => releaseText(release, words)),
    row(rows.traffic, ({ weight }) => `${weight} %`),
    row(rows.targets, (color) => (color.total === 0 ? words.none : healthy(color.healthy, color.total))),
    row(rows.capacity, ({ capacity }) => (capacity ? inService(capacity.inService, capacity.desired) : words.unknown)),
    row(rows.deployment, ({ deployment }) => (deployment ? `${deployment.id} ${deployment.status}` : words.none)),
  ];
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
