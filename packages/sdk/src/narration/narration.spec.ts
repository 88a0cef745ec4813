import { BlueGreenError, ERROR_CODES, type ErrorCode } from '../domain/errors.js';
import type { RunningOperation } from '../domain/environment.js';
import type { BlueGreenEvent } from '../domain/events.js';
import type { JournalStep } from '../domain/journal.js';
import { collect, dropWrite, fakeWorld, refuse } from '../testing/index.js';
import { leaseHeld, leaseLocked, leaseLost } from '../state/lease-errors.js';
import { operationUnknown } from '../state/operation-unknown.js';
import { stateUnreadable } from '../state/unreadable.js';
import { switchTraffic } from '../operations/switch-traffic.js';
import { describeError } from './describe-error.js';
import { describeEvent } from './describe-event.js';
import { describeGate, describeVerdict } from './describe-gate.js';
import { GATES } from '../gates/gates.js';
import { gateError } from '../gates/refusal.js';
import { observe } from '../operations/steps/observe.js';
import type { SentenceKey } from '../domain/sentences.js';
import { sentenceIn } from './sentences.js';
import { sentencesEn } from './sentences.en.js';
import { sentencesKo } from './sentences.ko.js';
import { en } from './messages.en.js';
import { ko } from './messages.ko.js';

const release = { release: 'v2', digest: '2'.repeat(64) };
const HANGUL = /[\uac00-\ud7a3]/;

const since = '2026-01-05T03:00:00.000Z';
const who: RunningOperation = {
  id: 'o-1',
  verb: 'switch',
  owner: 'jane',
  surface: 'cli',
  reason: 'switch to green',
  since,
  fencing: 1,
  expired: true,
};
const followed: JournalStep = {
  number: 1,
  change: { kind: 'stop-deployment', color: 'blue', deploymentId: 'd-1' },
  startedAt: since,
  endedAt: null,
  observed: null,
};

/** Events that no simple run of the fake world tells. */
const rare: BlueGreenEvent[] = [
  { type: 'bundle.warned', source: 'dist', warnings: ['appspec.yml:3: unknown key'] },
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
  { type: 'targets.leaving', color: 'green', targets: 2, left: 0 },
  { type: 'idle.referenced', color: 'green', routeArn: 'arn' },
  { type: 'probe.failed', color: 'green', reason: 'status 502' },
  { type: 'traffic.restored', live: 'blue', routes: 2 },
  { type: 'stack.proposed', stack: 's', exists: false, changes: [] },
  {
    type: 'stack.progressed',
    stack: 's',
    event: { id: '1', logicalId: 'Bucket', type: 'AWS::S3::Bucket', status: 'CREATE_FAILED', reason: 'taken' },
  },
  { type: 'stack.finished', stack: 's', status: 'CREATE_COMPLETE' },
  {
    type: 'capacity.held',
    groups: [{ autoScalingGroup: 'green-asg', suspendedBefore: [], held: ['Launch', 'Terminate'] }],
  },
  { type: 'capacity.unheld', reason: 'denied.' },
  { type: 'capacity.restored', groups: [{ autoScalingGroup: 'green-asg', suspendedBefore: [], held: ['Launch'] }] },
  { type: 'capacity.unrestored', reason: 'denied.', next: 'Run `aws autoscaling resume-processes`.' },
  {
    type: 'capacity.changed',
    color: 'green',
    before: { min: 0, max: 4, desired: 2 },
    after: { min: 0, max: 4, desired: 1 },
  },
  { type: 'drift.found', drift: [{ kind: 'listener', arn: 'arn', change: 'colour', expected: [], actual: [] }] },
  { type: 'routes.adopted', routes: 2 },
  { type: 'operation.found', operation: { ...who, startedAt: who.since }, action: 'complete' },
  { type: 'operation.settled', operationId: 'o-1', verb: 'switch', end: 'done' },
  { type: 'lease.waiting', operation: who, expiresInMs: 12_000 },
  { type: 'lease.stolen', victim: who },
  { type: 'environment.locked', lock: who },
  { type: 'environment.unlocked', lock: who },
  { type: 'step.followed', operationId: 'o-1', step: followed },
  { type: 'command.repeated', operationId: 'o-1' },
  { type: 'record.unwritten', record: 'journal', reason: 'denied' },
  { type: 'metrics.unpublished', reason: 'denied' },
  { type: 'host.connected', host: 'staging.example.com', former: release },
  { type: 'host.received', host: 'staging.example.com', bytes: 12 },
  { type: 'host.restoring', host: 'staging.example.com', release },
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
      title: 'The environment is taken. ci is at work.',
      next: 'Wait.',
      evidence: ['operation 7'],
      exitCode: 4,
    });
    expect(describeError(error, 'ko').title).toBe('이 환경을 다른 작업이 쓰고 있습니다. ci is at work.');
  });

  it('says the sentences of verdicts and refusals in both languages, without a hole', async () => {
    const { snapshot } = await observe(fakeWorld({ instances: { green: 0 }, strays: [] }).ctx);
    const facts = {
      snapshot,
      to: 'green',
      named: false,
      expected: release,
      identity: { kind: 'unreachable', word: release },
      alarms: [{ name: 'errors', state: 'ALARM' }],
    } as const;
    const verdicts = Object.values(GATES).map((gate) => gate(facts));
    for (const verdict of verdicts) {
      const english = describeGate(verdict, 'en');
      const korean = describeGate(verdict, 'ko');
      expect([english.summary, english.next]).toEqual([verdict.summary, verdict.next ?? null]);
      expect(korean.summary).toMatch(HANGUL);
      if (korean.next !== null) expect(korean.next).toMatch(HANGUL);
    }
    const closed = verdicts.filter(({ verdict }) => verdict === 'fail');
    const refusal = describeError(gateError(closed, facts), 'ko');
    expect(refusal.message).toBe(
      sentencesKo['targets.absent']({ to: 'green', group: 'bg-green', unreferenced: false }),
    );
    expect(refusal.next).toMatch(HANGUL);
  });

  it.each([
    ['LEASE_HELD', leaseHeld({ ...who, expired: false }), '진행하고 있습니다', 'bluegreen attach o-1'],
    ['LEASE_HELD, dead', leaseHeld(who), '끝나지 않은', 'bluegreen resume --unwind'],
    [
      'LEASE_LOCKED',
      leaseLocked({ id: 'l', owner: 'jane', surface: 'cli', reason: 'night', since }),
      'night',
      'bluegreen unlock',
    ],
    ['LEASE_LOST', leaseLost(), '넘겨받았습니다', 'bluegreen history'],
    ['STATE_UNREADABLE', stateUnreadable('lease.json', 'it is no lease'), 'lease.json', '마지막 정상 버전'],
    ['OPERATION_UNKNOWN', operationUnknown('o-9'), 'o-9', 'bluegreen history'],
  ])('says %s in Korean too', (_code, error, message, next) => {
    const said = describeError(error, 'ko');
    expect(said.message).toMatch(HANGUL);
    expect(said.message).toContain(message);
    expect(said.next).toContain(next);
  });

  it('says in Korean what made a switch go back, sentence within sentence', async () => {
    const world = fakeWorld({ faults: [dropWrite(1)] });
    const aborting = fakeWorld();
    const stopped = await collect(switchTraffic(aborting.ctx), (event) => {
      if (event.type === 'traffic.shifted') aborting.abort();
    });
    expect(describeError(stopped.error!, 'ko').message).toBe(
      `${sentencesKo.stopped({})} 트래픽은 BLUE 색상으로 돌아갔습니다.`,
    );
    const differing = await collect(switchTraffic(world.ctx));
    expect(describeError(differing.error!, 'ko').message).toBe(sentencesKo['read-back.differs']({ to: 'green' }));
    const denied = fakeWorld({ routes: 2, faults: [refuse('traffic.write', 'ACCESS_DENIED', 2)] });
    const reverted = await collect(switchTraffic(denied.ctx));
    expect(reverted.error).toMatchObject({ code: 'SWITCH_REVERTED' });
    expect(describeError(reverted.error!, 'ko').message).toBe(
      '전환이 도중에 실패했습니다: traffic.write was refused. 트래픽은 BLUE 색상으로 돌아갔습니다.',
    );
  });

  it('has every sentence in both languages, each with what fills it in', () => {
    const given = new Proxy(
      {},
      { get: (_, key) => (['to', 'live', 'color', 'other'].includes(String(key)) ? 'green' : 7) },
    );
    for (const key of Object.keys(sentencesEn) as SentenceKey[]) {
      const [english, korean] = [sentencesEn, sentencesKo].map((all) => (all[key] as (given: object) => string)(given));
      expect(english).not.toMatch(/undefined|null|\[object/);
      expect(english).not.toMatch(HANGUL);
      expect(korean).toMatch(HANGUL);
      expect(korean!.includes('7')).toBe(english!.includes('7'));
    }
  });

  it.each([
    ['a key that another version knows', { key: 'from.later', with: {} }],
    ['a key that is none', { key: 'constructor', with: {} }],
    ['nothing to fill in', { key: 'targets.present', with: null }],
    ['something else to fill in', { key: 'targets.present', with: { to: 7 } }],
  ])('falls back to the text for a stored sentence with %s', (_name, told) => {
    expect(sentenceIn('ko', told as never, 'As it was written.')).toBe('As it was written.');
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
