import { evaluateExpression, type Operand } from './expression.js';

const series: Record<string, Operand> = {
  errors: new Map([[0, 2]]),
  requests: new Map([
    [0, 8],
    [60, 4],
  ]),
  zero: new Map([
    [0, 0],
    [60, 0],
  ]),
};
const scope = { operand: (id: string) => series[id] ?? 0, windows: [0, 60] };

describe('metric math', () => {
  it.each([
    ['errors / requests * 100', [[0, 25]]],
    [
      'FILL(errors, 0) / requests',
      [
        [0, 0.25],
        [60, 0],
      ],
    ],
    [
      '1 + 2 * requests',
      [
        [0, 17],
        [60, 9],
      ],
    ],
    [
      '(1 + 2) * requests',
      [
        [0, 24],
        [60, 12],
      ],
    ],
    [
      '-requests - 1',
      [
        [0, -9],
        [60, -5],
      ],
    ],
    ['requests / zero', []],
  ])('%s', (expression, expected) => {
    expect([...(evaluateExpression(expression, scope) as ReadonlyMap<number, number>)]).toEqual(expected);
  });

  it.each([
    ['SUM(requests)', 'NotImplemented'],
    ['IF(errors > 1, 1, 0)', 'NotImplemented'],
    ['SELECT AVG(CPU) FROM "x"', 'NotImplemented'],
    ['requests +', 'InvalidParameterValue'],
    ['(requests', 'InvalidParameterValue'],
    ['requests requests', 'InvalidParameterValue'],
  ])('%s is refused loudly: %s', (expression, code) => {
    expect(() => evaluateExpression(expression, scope)).toThrow(expect.objectContaining({ code }) as Error);
  });
});
