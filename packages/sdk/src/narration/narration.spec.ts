import { BlueGreenError, ERROR_CODES, type ErrorCode } from '../domain/errors.js';
import type { BlueGreenEvent } from '../domain/events.js';
import { collect, fakeWorld } from '../testing/index.js';
import { switchTraffic } from '../operations/switch-traffic.js';
import { describeError } from './describe-error.js';
import { describeEvent } from './describe-event.js';
import { describeGate, describeVerdict } from './describe-gate.js';
import { en } from './messages.en.js';
import { ko } from './messages.ko.js';

const release = { release: 'v2', digest: '2'.repeat(64) };
const HANGUL = /[\uac00-\ud7a3]/;

/** Events that no simple run of the fake world tells. */
const rare: BlueGreenEvent[] = [
  { type: 'bundle.packed', release, files: 1, bytes: 12 },
  { type: 'upload.skipped', key: 'k', bytes: 2_000_000 },
  { type: 'upload.progressed', key: 'k', sentBytes: 1, totalBytes: 3 },
  { type: 'upload.finished', bucket: 'b', key: 'k' },
  { type: 'revision.registered', key: 'k' },
  { type: 'deployment.created', deploymentId: 'd-1', color: 'green', release },
  { type: 'deployment.adopted', deploymentId: 'd-1', color: 'green' },
  { type: 'deployment.stopped', deploymentId: 'd-1', color: 'green' },
  { type: 'deployment.unstopped', deploymentId: 'd-1', color: 'green', reason: 'denied' },
  {
    type: 'lifecycle.changed',
    deploymentId: 'd-1',
    instance: 'i-1',
    event: 'Install',
    status: 'Succeeded',
    elapsedMs: 61_000,
  },
  {
    type: 'lifecycle.failed',
    deploymentId: 'd-1',
    instance: 'i-1',
    event: 'Install',
    script: 'a.sh',
    message: 'no',
    logTail: ['line'],
  },
  { type: 'deployment.finished', deploymentId: 'd-1', status: 'Failed', elapsedMs: 1_500 },
  { type: 'targets.waiting', color: 'green', healthy: 1, wanted: 2, targets: [] },
  { type: 'idle.referenced', color: 'green', routeArn: 'arn' },
  { type: 'probe.failed', color: 'green', reason: 'status 502' },
  { type: 'traffic.restored', live: 'blue', routes: 2 },
  { type: 'record.unwritten', record: 'journal', reason: 'denied' },
  { type: 'endpoint.validated', path: '/health', ok: true, status: 200, detail: 'answers', elapsedMs: 3 },
];

describe('narration', () => {
  it('has words for every event in both languages, without a hole', async () => {
    const run = await collect(switchTraffic(fakeWorld().ctx));
    const events = [...run.events, ...rare];
    expect(new Set(events.map((event) => event.type)).size).toBe(Object.keys(en.events).length);
    for (const event of events) {
      const english = describeEvent(event, 'en').text;
      const korean = describeEvent(event, 'ko').text;
      expect(english).not.toMatch(/undefined|null|NaN|\[object/);
      expect(korean).not.toMatch(/undefined|null|NaN|\[object/);
      expect(korean).not.toBe(english);
      expect(english).not.toMatch(HANGUL);
    }
  });

  it.each([
    [
      { type: 'traffic.shifting', from: 'blue', to: 'green', routeArns: ['a'] },
      'step',
      'Moving traffic from BLUE to GREEN on 1 route',
    ],
    [
      { type: 'targets.waiting', color: 'green', healthy: 1, wanted: 2, targets: [] },
      'progress',
      'Waiting for GREEN: 1 of 2 targets healthy',
    ],
    [
      { type: 'probe.failed', color: 'green', reason: 'status 502' },
      'failure',
      'GREEN does not answer as it should: status 502',
    ],
    [{ type: 'targets.healthy', color: 'blue', healthy: 2 }, 'success', 'BLUE: all 2 targets are healthy'],
    [{ type: 'traffic.restored', live: 'blue', routes: 2 }, 'warning', '2 routes put back as before: BLUE is live'],
    [
      { type: 'lifecycle.changed', deploymentId: 'd', instance: 'i', event: 'Install', status: 'InProgress' },
      'progress',
      'i Install: InProgress',
    ],
  ] as [BlueGreenEvent, string, string][])('says %j', (event, level, text) => {
    expect(describeEvent(event)).toEqual({ level, text });
  });

  it('has a heading for every error, and lays an error out', () => {
    for (const code of Object.keys(ERROR_CODES) as ErrorCode[]) {
      expect(en.errors[code]).toMatch(/\w/);
      expect(ko.errors[code]).toMatch(HANGUL);
    }
    const error = new BlueGreenError('LEASE_HELD', 'ci is at work.', 'Wait.', { evidence: ['operation 7'] });
    expect(describeError(error)).toMatchObject({
      title: 'Another operation is running. ci is at work.',
      next: 'Wait.',
      evidence: ['operation 7'],
      exitCode: 4,
    });
    expect(describeError(error, 'ko').title).toBe('다른 작업이 진행 중입니다. ci is at work.');
  });

  it('lays a verdict out', () => {
    const verdict = { gate: 'alarms-quiet', verdict: 'no-data', summary: 'No data.', next: 'Wait.' } as const;
    expect(describeGate(verdict)).toEqual({
      name: 'Alarms quiet',
      verdict: 'no data',
      passed: false,
      summary: 'No data.',
      evidence: [],
      next: 'Wait.',
    });
    expect(describeVerdict(verdict, 'ko')).toBe('경보 없음: 판단 불가. No data.');
  });
});
