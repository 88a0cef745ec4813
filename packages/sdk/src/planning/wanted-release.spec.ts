import type { Color } from '../domain/color.js';
import type { Snapshot } from '../domain/environment.js';
import type { StoredRelease } from '../domain/operations.js';
import { fakeRelease } from '../testing/index.js';
import { wantedRelease } from './wanted-release.js';

const [V1, V2, V3] = [fakeRelease('v1', '1'), fakeRelease('v2', '2'), fakeRelease('v3', '3')];
const stored = (...releases: (typeof V1)[]): StoredRelease[] =>
  releases.map((release) => ({ ...release, key: release.release, bytes: 1, uploadedAt: '2026-01-05T03:00:00.000Z' }));

/** BLUE is live with v1. */
function snapshot(green: typeof V1 | null, releaseCertain = true, live: Color | null = 'blue'): Snapshot {
  const color = (release: typeof V1 | null, certain: boolean) => ({ release, releaseCertain: certain });
  return { live, colors: { blue: color(V1, true), green: color(green, releaseCertain) } } as unknown as Snapshot;
}

it.each([
  ['what the colour holds', snapshot(V2), [V2], 'v2', { kind: 'there' }],
  ['what the colour holds, though its bundle is gone', snapshot(V2), [], 'v2', { kind: 'there' }],
  ['what a failed deployment half replaced', snapshot(V2, false), [V2], 'v2', { kind: 'bring', release: 'v2' }],
  ['the same name with other content', snapshot({ ...V3, release: 'v2' }), [V2], 'v2', { kind: 'bring' }],
  ['another release', snapshot(V2), [V3, V2], 'v3', { kind: 'bring', release: 'v3' }],
  ['a release that nobody stored', snapshot(V2), [V2], 'v9', { kind: 'bring', release: 'v9' }],
  ['what is live on the other colour, by name', snapshot(V2), [V1], 'v1', { kind: 'bring', release: 'v1' }],
  ['the newest', snapshot(V2), [V3, V2], undefined, { kind: 'bring', release: 'v3' }],
  ['the newest, which is there', snapshot(V2), [V2, V1], undefined, { kind: 'there' }],
  ['the newest, which is live elsewhere', snapshot(V2), [V1, V2], undefined, { kind: 'serving', release: V1 }],
  ['the newest, where none is stored', snapshot(V2), [], undefined, { kind: 'there' }],
  ['the newest, where there is none at all', snapshot(null), [], undefined, { kind: 'nothing-stored' }],
])('of %s', (_what, seen, releases, release, expected) => {
  expect(wantedRelease(seen, stored(...releases), { to: 'green', release })).toMatchObject({
    to: 'green',
    ...expected,
  });
});

it('means the idle colour unless one is named', () => {
  expect(wantedRelease(snapshot(V2), stored(V2), { to: 'idle', release: 'v2' })).toEqual({
    kind: 'there',
    to: 'green',
  });
  expect(wantedRelease(snapshot(V2), stored(V1), { to: 'blue', release: undefined })).toEqual({
    kind: 'there',
    to: 'blue',
  });
});
