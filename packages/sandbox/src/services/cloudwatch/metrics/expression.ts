import { invalidValue, notInSandbox } from '../errors.js';

/** A number, or a value for each window (by its start). */
export type Operand = number | ReadonlyMap<number, number>;

export interface ExpressionScope {
  readonly operand: (id: string) => Operand;
  /** Starts of all windows, for FILL. */
  readonly windows: readonly number[];
}

/**
 * Simple metric math: numbers, ids, `+ - * /`, parentheses and `FILL(id, number)`. Two series meet where both have a
 * value. @throws AwsError NotImplemented for any other function, InvalidParameterValue for what cannot be read
 */
export function evaluateExpression(expression: string, scope: ExpressionScope): Operand {
  const tokens = tokenize(expression);
  let next = 0;
  const peek = (): string | undefined => tokens[next];
  const take = (): string => tokens[next++] ?? '';
  const expect = (token: string): void => {
    if (take() !== token) throw unreadable(expression);
  };

  function sum(): Operand {
    let value = product();
    while (peek() === '+' || peek() === '-') value = combine(value, take(), product());
    return value;
  }
  function product(): Operand {
    let value = factor();
    while (peek() === '*' || peek() === '/') value = combine(value, take(), factor());
    return value;
  }
  function factor(): Operand {
    const token = take();
    if (token === '-') return combine(0, '-', factor());
    if (token === '(') {
      const value = sum();
      expect(')');
      return value;
    }
    if (/^[\d.]/.test(token)) return Number(token);
    if (!/^[A-Za-z]/.test(token)) throw unreadable(expression);
    if (peek() !== '(') return scope.operand(token);
    if (token.toUpperCase() !== 'FILL') throw notInSandbox(`the metric math function ${token}`);
    return fill();
  }
  function fill(): Operand {
    expect('(');
    const value = sum();
    expect(',');
    const replacement = sum();
    expect(')');
    if (typeof replacement !== 'number') throw notInSandbox('FILL with anything but a number');
    if (typeof value === 'number') return value;
    return new Map(scope.windows.map((window) => [window, value.get(window) ?? replacement]));
  }

  const value = sum();
  if (next < tokens.length) throw unreadable(expression);
  return value;
}

/** The ids and functions an expression names. */
export function idsIn(expression: string): readonly string[] {
  return tokenize(expression).filter((token) => /^[a-z]/.test(token));
}

function tokenize(expression: string): readonly string[] {
  const tokens = expression.match(/\d+(?:\.\d+)?|[A-Za-z][A-Za-z0-9_]*|[-+*/(),]|\S/g) ?? [];
  if (tokens.some((token) => !/^[-\w.+*/(),]+$/.test(token))) {
    throw notInSandbox(`metric math beyond numbers, ids, + - * / and FILL (in '${expression}')`);
  }
  return tokens;
}

function combine(left: Operand, operator: string, right: Operand): Operand {
  if (typeof left === 'number' && typeof right === 'number') return apply(left, operator, right);
  const starts = typeof left === 'number' ? keysOf(right) : keysOf(left);
  const result = new Map<number, number>();
  for (const start of starts) {
    const a = typeof left === 'number' ? left : left.get(start);
    const b = typeof right === 'number' ? right : right.get(start);
    if (a === undefined || b === undefined) continue;
    const value = apply(a, operator, b);
    // A division by zero has no data point.
    if (Number.isFinite(value)) result.set(start, value);
  }
  return result;
}

function keysOf(operand: Operand): readonly number[] {
  return typeof operand === 'number' ? [] : [...operand.keys()];
}

function apply(a: number, operator: string, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    default:
      return a / b;
  }
}

const unreadable = (expression: string) => invalidValue(`The expression '${expression}' cannot be read.`);
