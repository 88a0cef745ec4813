/** Intrinsic functions with a short tag. */
const TAGS: Readonly<Record<string, string>> = {
  Ref: '!Ref',
  Condition: '!Condition',
  'Fn::Base64': '!Base64',
  'Fn::Cidr': '!Cidr',
  'Fn::Equals': '!Equals',
  'Fn::FindInMap': '!FindInMap',
  'Fn::GetAZs': '!GetAZs',
  'Fn::If': '!If',
  'Fn::Join': '!Join',
  'Fn::Not': '!Not',
  'Fn::Or': '!Or',
  'Fn::Select': '!Select',
  'Fn::Split': '!Split',
  'Fn::Sub': '!Sub',
};
const WIDTH = 160;

/** Texts that YAML would read as something else. */
const AMBIGUOUS = /^(|~|null|true|false|yes|no|on|off|y|n|[-+.\d].*)$/i;
const PLAIN = /^[A-Za-z0-9/$^(][\x20-\x7e]*$/;

/**
 * A CloudFormation template as YAML with short tags. What fits on a line stands on one, and a level is one space: a
 * template has little room.
 */
export function writeYaml(template: object): string {
  return members(template, 0) + '\n';
}

/** What stands behind `key:` or `-`, beginning with a space or a new line. */
function after(value: unknown, level: number): string {
  const tagged = asTagged(value);
  if (tagged) return ` ${tagged.tag}${after(tagged.value, level)}`;
  if (typeof value === 'string' && /^\S[^]*\n/.test(value)) return literal(value, level);
  const line = flow(value);
  if (typeof value !== 'object' || value === null || fits(value, line, level)) return ` ${line}`;
  return `\n${members(value, level)}`;
}

function members(value: object, level: number): string {
  const pad = ' '.repeat(level);
  if (Array.isArray(value)) return value.map((item) => `${pad}-${entry(item, level)}`).join('\n');
  const lines = Object.entries(value).map(([key, member]) => `${pad}${scalar(key, false)}:${after(member, level + 1)}`);
  return lines.join('\n');
}

/** An entry of a list: a map begins on the line of its dash. */
function entry(item: unknown, level: number): string {
  const rest = after(item, level + 2);
  const isMap = rest.startsWith('\n') && !Array.isArray(item);
  return isMap ? ` ${rest.slice(level + 3)}` : rest;
}

function fits(value: object, line: string, level: number): boolean {
  return Object.keys(value).length === 0 || (level > 1 && level + line.length <= WIDTH && depth(value) <= 3);
}

function literal(text: string, level: number): string {
  const pad = ' '.repeat(level);
  const chomp = text.endsWith('\n') ? '' : '-';
  const lines = text.replace(/\n$/, '').split('\n');
  return ` |${chomp}\n${lines.map((line) => (line === '' ? '' : `${pad}${line}`)).join('\n')}`;
}

function flow(value: unknown): string {
  const tagged = asTagged(value);
  if (tagged) return `${tagged.tag} ${flow(tagged.value)}`;
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return scalar(value, true);
  const pairs = Object.entries(value).map(([key, member]) => `${scalar(key, true)}: ${flow(member)}`);
  return `{${pairs.join(', ')}}`;
}

function scalar(value: unknown, inFlow: boolean): string {
  if (typeof value !== 'string') return String(value);
  // A question mark is allowed in a flow since YAML 1.2; the reader of `aws cloudformation deploy` speaks 1.1.
  const endsEarly = inFlow && /[,[\]{}?]/.test(value);
  const isPlain = PLAIN.test(value) && !AMBIGUOUS.test(value) && !/: |:$| #| $/.test(value) && !endsEarly;
  if (isPlain) return value;
  // Only double quotes know escapes, and only single ones keep a backslash.
  return /[\n\t']/.test(value) ? JSON.stringify(value) : `'${value}'`;
}

/** A function with a short tag. Two tags in a row are not valid YAML, so the outer one then keeps its long form. */
function asTagged(value: unknown): { tag: string; value: unknown } | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const [only, ...rest] = Object.entries(value);
  if (!only || rest.length > 0) return null;
  const [name, argument] = only as [string, unknown];
  if (name === 'Fn::GetAtt') return { tag: '!GetAtt', value: (argument as readonly string[]).join('.') };
  if (name === 'Condition' && typeof argument !== 'string') return null;
  const tag = TAGS[name];
  return tag === undefined || asTagged(argument) ? null : { tag, value: argument };
}

/** Levels of containers, so that a line does not hide structure. */
function depth(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const tagged = asTagged(value);
  if (tagged) return depth(tagged.value);
  return 1 + Math.max(0, ...Object.values(value).map(depth));
}
