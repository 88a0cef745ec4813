import type { ResourceChange, StackDescription, StackEvent, StackInput, Templates } from '../domain/infrastructure.js';
import { collect, handClock } from '../testing/index.js';
import { deployStack, diffStack, type StackContext } from './deploy-stack.js';

const CHANGE: ResourceChange = { action: 'Add', logicalId: 'Bucket', type: 'AWS::S3::Bucket', replacement: null };
const INPUT: StackInput = { stack: 'shop-production', template: '{}', parameters: { Environment: 'production' } };

interface Behaviour {
  readonly present?: StackDescription | null;
  readonly changes?: readonly ResourceChange[];
  readonly proposal?: { readonly status: string; readonly reason: string | null };
  /** What the stack says at each look after the change began. */
  readonly course?: readonly (readonly [string, StackEvent?])[];
}

const described = (status: string): StackDescription => {
  return { name: 'shop-production', status, reason: null, parameters: { MaxSize: '4' }, outputs: { Url: 'u' } };
};

function fakeStack({ present = null, changes = [CHANGE], proposal, course = [['CREATE_COMPLETE']] }: Behaviour) {
  const calls: string[] = [];
  const kept: string[] = [];
  let look = -1;
  const templates: Templates = {
    describe: () => {
      if (look < 0) return Promise.resolve(present);
      const [status] = course[Math.min(look, course.length - 1)]!;
      return Promise.resolve(described(status));
    },
    propose: ({ keep, exists }) => {
      calls.push(`propose ${exists ? 'update' : 'create'}`);
      kept.push(...keep);
      return Promise.resolve();
    },
    proposal: () => Promise.resolve({ ...(proposal ?? { status: 'CREATE_COMPLETE', reason: null }), changes }),
    carryOut: () => {
      calls.push('carry out');
      look = 0;
      return Promise.resolve();
    },
    withdraw: (_stack, _name, exists) => {
      calls.push(exists ? 'withdraw' : 'withdraw with its stack');
      return Promise.resolve();
    },
    events: () => {
      if (look < 0) return Promise.resolve([]);
      const seen = course.slice(0, look + 1).flatMap(([, event]) => event ?? []);
      look += 1;
      return Promise.resolve(seen.toReversed());
    },
  };
  const clock = handClock(0, new AbortController().signal);
  const context: StackContext = { templates, clock, newId: () => '1' };
  return { context, calls, kept };
}

const event = (id: string, status: string, reason: string | null = null): StackEvent => {
  return { id, logicalId: 'Bucket', type: 'AWS::S3::Bucket', status, reason };
};

describe('deployStack', () => {
  it('proposes, carries out, tells every event once and gives the outputs', async () => {
    const course = [
      ['CREATE_IN_PROGRESS', event('1', 'CREATE_IN_PROGRESS')],
      ['CREATE_IN_PROGRESS', event('2', 'CREATE_COMPLETE')],
      ['CREATE_COMPLETE'],
    ] as const;
    const { context, calls } = fakeStack({ course });
    const { result, events } = await collect(deployStack(context, INPUT));

    expect(calls).toEqual(['propose create', 'carry out']);
    expect(events.map(({ type }) => type)).toEqual([
      'stack.proposed',
      'stack.progressed',
      'stack.progressed',
      'stack.finished',
    ]);
    expect(result).toMatchObject({ changed: true, status: 'CREATE_COMPLETE', outputs: { Url: 'u' } });
  });

  it('keeps the parameters that are not named, when the stack exists', async () => {
    const { context, kept, calls } = fakeStack({
      present: described('CREATE_COMPLETE'),
      course: [['UPDATE_COMPLETE']],
    });
    await collect(deployStack(context, INPUT));
    expect([kept, calls[0]]).toEqual([['MaxSize'], 'propose update']);
  });

  it('changes nothing when nothing would change', async () => {
    const { context, calls } = fakeStack({
      ...{ present: described('UPDATE_COMPLETE'), changes: [] },
      proposal: { status: 'FAILED', reason: "The submitted information didn't contain changes." },
    });
    const { result } = await collect(deployStack(context, INPUT));
    expect(result).toMatchObject({ changed: false, status: 'UPDATE_COMPLETE' });
    expect(calls).toEqual(['propose update', 'withdraw']);
  });

  it('tells which resource failed first, and that everything is back', async () => {
    const course = [
      ['CREATE_IN_PROGRESS', event('1', 'CREATE_FAILED', 'the name is taken')],
      ['ROLLBACK_COMPLETE'],
    ] as const;
    const { error } = await collect(deployStack(fakeStack({ course }).context, INPUT));
    expect(error).toMatchObject({
      code: 'STACK_FAILED',
      message: expect.stringContaining('CloudFormation put everything back'),
      evidence: ['Bucket (AWS::S3::Bucket) CREATE_FAILED: the name is taken'],
    });
  });

  it('says what CloudFormation refuses', async () => {
    const proposal = { status: 'FAILED', reason: 'Template format error: unresolved' };
    const { error } = await collect(deployStack(fakeStack({ proposal }).context, INPUT));
    expect(error).toMatchObject({ code: 'AWS_REFUSED', message: expect.stringContaining('Template format error') });
  });

  it('stops waiting after an hour, while the stack goes on', async () => {
    const { context } = fakeStack({ course: [['CREATE_IN_PROGRESS']] });
    expect((await collect(deployStack(context, INPUT))).error).toMatchObject({ code: 'TIMED_OUT' });
  });
});

describe('diffStack', () => {
  it('leaves neither the proposal nor a stack that was only proposed', async () => {
    const { context, calls } = fakeStack({});
    const { result } = await collect(diffStack(context, INPUT));
    expect(result).toMatchObject({ exists: false, changes: [CHANGE] });
    expect(calls).toEqual(['propose create', 'withdraw with its stack']);
  });
});
