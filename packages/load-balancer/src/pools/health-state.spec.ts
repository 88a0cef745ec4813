import { afterCheck, checking, REGISTERING, type CheckOutcome } from './health-state.js';

const LIMITS = { healthyThreshold: 3, unhealthyThreshold: 2 };
const PASS: CheckOutcome = { passed: true };
const FAIL: CheckOutcome = { passed: false, cause: { kind: 'code-mismatch', status: 500 } };
const SLOW: CheckOutcome = { passed: false, cause: { kind: 'timeout' } };

function path(...outcomes: CheckOutcome[]): string[] {
  let state = checking(REGISTERING);
  return outcomes.map((outcome) => {
    state = afterCheck(state, outcome, LIMITS);
    return `${state.phase}/${state.cause.kind}`;
  });
}

describe('afterCheck', () => {
  it.each([
    ['one pass makes a new target healthy', [PASS], ['healthy/none']],
    ['a new target fails to the threshold', [FAIL, FAIL], ['initial/first-checks', 'unhealthy/code-mismatch']],
    ['a failure, then a pass, while new', [FAIL, PASS], ['initial/first-checks', 'healthy/none']],
    [
      'single failures do not add up',
      [PASS, FAIL, PASS, FAIL],
      ['healthy/none', 'healthy/none', 'healthy/none', 'healthy/none'],
    ],
    [
      'the way back takes the healthy threshold',
      [FAIL, FAIL, PASS, PASS, PASS],
      [
        'initial/first-checks',
        'unhealthy/code-mismatch',
        'unhealthy/code-mismatch',
        'unhealthy/code-mismatch',
        'healthy/none',
      ],
    ],
    [
      'a failure on the way back starts it over',
      [FAIL, FAIL, PASS, PASS, SLOW, PASS, PASS],
      [
        'initial/first-checks',
        'unhealthy/code-mismatch',
        'unhealthy/code-mismatch',
        'unhealthy/code-mismatch',
        'unhealthy/timeout',
        'unhealthy/timeout',
        'unhealthy/timeout',
      ],
    ],
  ])('%s', (_name, outcomes, expected) => {
    expect(path(...outcomes)).toEqual(expected);
  });
});
