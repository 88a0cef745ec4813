export interface BackgroundCommand {
  /** Line in the script, from 1. */
  line: number;
  text: string;
}

/**
 * Commands of a shell script that go to the background and still hold its stdout or stderr. CodeDeploy takes the script
 * for unfinished until they are closed, and fails the event at its timeout (contract C8). A reading of the text, not a
 * shell: it knows quotes, comments, continued lines and here documents, and trusts a later `wait` or an earlier
 * `exec` with redirections.
 */
export function backgroundCommands(script: string): BackgroundCommand[] {
  const found: BackgroundCommand[] = [];
  let redirected = false;
  for (const { line, text } of commandLines(script)) {
    if (/(^|[;&|]\s*)exec\s/.test(text) && holdsNothing(text)) redirected = true;
    if (/(^|[;&|]\s*)wait\b/.test(text)) found.length = 0;
    if (redirected) continue;
    for (const command of backgrounded(text)) if (!holdsNothing(command)) found.push({ line, text: command.trim() });
  }
  return found;
}

/** Logical lines without comments, quoted text and here documents. */
function commandLines(script: string): { line: number; text: string }[] {
  const result: { line: number; text: string }[] = [];
  let pending: { line: number; text: string } | null = null;
  let hereEnd: string | null = null;
  for (const [index, raw] of script.split(/\r?\n/).entries()) {
    if (hereEnd !== null) {
      if (raw.trim() === hereEnd) hereEnd = null;
      continue;
    }
    const start: { line: number; text: string } = pending ?? { line: index + 1, text: '' };
    const text = start.text + raw;
    pending = text.endsWith('\\') ? { line: start.line, text: `${text.slice(0, -1)} ` } : null;
    if (pending !== null) continue;
    hereEnd = /<<-?\s*["']?(\w+)["']?/.exec(text)?.[1] ?? null;
    result.push({ line: start.line, text: withoutQuotesAndComments(text) });
  }
  return result;
}

function withoutQuotesAndComments(text: string): string {
  return text
    .replace(/\\./g, '_')
    .replace(/"[^"]*"|'[^']*'/g, 'quoted')
    .replace(/(^|\s)#.*$/, '$1');
}

/** The commands of a line that end in a single `&`. */
function backgrounded(text: string): string[] {
  const commands: string[] = [];
  let start = 0;
  for (const match of text.matchAll(/&&|\|\||[<>]&|&>|;|\||&/g)) {
    if (match[0] === '&') commands.push(text.slice(start, match.index));
    if (/^(&&|\|\||;|&)$/.test(match[0])) start = match.index + match[0].length;
  }
  return commands;
}

/** Whether both outputs of a command go elsewhere. */
function holdsNothing(command: string): boolean {
  const both = /&>|>&\s*[^\s\d&-]/.test(command);
  const stdout = /(^|[^\d&])1?>>?\s*[^\s&>]|(^|[^\d])1?>&-/.test(command);
  const stderr = /2>>?\s*[^\s>]/.test(command);
  return both || (stdout && stderr);
}
