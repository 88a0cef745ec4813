/** Reads the members of a rule that came from outside, and collects everything that is wrong with it. */
export interface RuleReader {
  readonly problems: string[];
  text(name: string): string | null;
  /** A whole number from `low` to `high`; null when absent. */
  whole(name: string, low: number, high: number): number | null;
  /** A number above `low` and up to `high`; null when absent. */
  share(name: string, low: number, high: number): number | null;
  oneOf<Choice extends string>(name: string, choices: readonly Choice[]): Choice | null;
  countOrAlways(name: string): number | 'always' | null;
  /** Complains about members that were never asked for. */
  refuseOthers(): void;
}

export function ruleReader(rule: Readonly<Record<string, unknown>>): RuleReader {
  const problems: string[] = [];
  const asked = new Set<string>();
  const given = (name: string): unknown => {
    asked.add(name);
    return rule[name] ?? undefined;
  };
  function read<Value>(name: string, fits: (value: unknown) => value is Value, wanted: string): Value | null {
    const value = given(name);
    if (value === undefined) return null;
    if (fits(value)) return value;
    problems.push(`${name}: ${wanted}, not ${JSON.stringify(value)}`);
    return null;
  }
  const isWhole = (value: unknown, low: number, high: number): value is number =>
    Number.isInteger(value) && (value as number) >= low && (value as number) <= high;
  return {
    problems,
    text: (name) => read(name, (value): value is string => typeof value === 'string' && value !== '', 'must be a text'),
    whole: (name, low, high) =>
      read(
        name,
        (value): value is number => isWhole(value, low, high),
        `must be a whole number from ${low} to ${high}`,
      ),
    share: (name, low, high) =>
      read(
        name,
        (value): value is number => typeof value === 'number' && value > low && value <= high,
        `must be a number above ${low} and up to ${high}`,
      ),
    oneOf: <Choice extends string>(name: string, choices: readonly Choice[]) =>
      read(
        name,
        (value): value is Choice => (choices as readonly unknown[]).includes(value),
        `must be one of ${choices.join(', ')}`,
      ),
    countOrAlways: (name) =>
      read(
        name,
        (value): value is number | 'always' => value === 'always' || isWhole(value, 1, 1_000_000),
        'must be a whole number from 1 to 1000000, or "always"',
      ),
    refuseOthers() {
      for (const name of Object.keys(rule)) {
        if (!asked.has(name)) problems.push(`${name}: means nothing here; known are ${[...asked].sort().join(', ')}`);
      }
    },
  };
}
