import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A call of `bluegreen` that somebody may copy, and where it stands. */
export interface DocsLine {
  /** `file:line`. */
  readonly place: string;
  readonly words: readonly string[];
  /** Quoted in a sentence, where a call need not be complete. */
  readonly inline: boolean;
}

/** Every call of `bluegreen` in the shell blocks and quotations of Markdown files, and in the scripts of templates. */
export function docsLines(root: string): DocsLine[] {
  const pages = [...filesBelow(join(root, 'docs'), '.md'), join(root, 'README.md'), join(root, 'README.ko.md')];
  const templates = filesBelow(join(root, 'templates'), '.yml');
  return [...pages.flatMap((file) => inMarkdown(root, file)), ...templates.flatMap((file) => inTemplate(root, file))];
}

function filesBelow(folder: string, ending: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
}

function inMarkdown(root: string, file: string): DocsLine[] {
  const found: DocsLine[] = [];
  let block: string | null = null;
  let carried = '';
  readFileSync(file, 'utf8')
    .split('\n')
    .forEach((line, index) => {
      const place = `${relative(root, file)}:${index + 1}`;
      const fence = /^\s*```(\w*)/.exec(line);
      if (fence) block = block === null ? fence[1]! : null;
      else if (block === null) {
        for (const [, code] of line.matchAll(/`(bluegreen [^`]+)`/g)) found.push(...callsIn(code!, place, true));
      } else if (['sh', 'bash', 'shell', 'console'].includes(block)) {
        const whole = carried + line;
        carried = whole.endsWith('\\') ? whole.slice(0, -1) : '';
        if (!carried) found.push(...callsIn(whole, place, false));
      }
    });
  return found;
}

/** Inputs stand for their defaults, as for somebody who includes the component and says nothing. */
function inTemplate(root: string, file: string): DocsLine[] {
  const text = readFileSync(file, 'utf8');
  const [header = ''] = text.split(/^---$/m);
  const defaults = new Map(
    [...header.matchAll(/^ {4}(\w+):\n(?: {6}.*\n)*? {6}default: (.*)$/gm)].map(([, name, value]) => [name!, value!]),
  );
  return text.split('\n').flatMap((line, index) => {
    if (!line.includes('$BLUEGREEN_CLI ')) return [];
    const filled = line
      .replaceAll(/\$\[\[ inputs\.(\w+) \]\]/g, (_, name: string) => defaults.get(name) ?? `no default of ${name}`)
      .replace('$BLUEGREEN_CLI ', 'bluegreen ');
    return callsIn(filled, `${relative(root, file)}:${index + 1}`, false);
  });
}

function callsIn(line: string, place: string, inline: boolean): DocsLine[] {
  const calls = [...line.matchAll(/(?<=^|[\s(])bluegreen (.*)$/g)].map(([, rest]) => shellWords(rest!));
  const named = inline ? calls.map(beforePlaceholders) : calls;
  return named.filter((words) => words.length > 0).map((words) => ({ place, words, inline }));
}

/** A quotation may stand for many calls: `switch [colour]`, `scale …`. */
function beforePlaceholders(words: string[]): string[] {
  const first = words.findIndex((word) => /^[[…]/.test(word));
  return first < 0 ? words : words.slice(0, first);
}

/** The words up to the end of the command: quotes are taken off, variables stay as they are. */
function shellWords(text: string): string[] {
  const end = /^(?:[^"'#|&;)<>]|"[^"]*"|'[^']*')*/.exec(text)![0];
  return [...end.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replaceAll(/["']/g, ''));
}
