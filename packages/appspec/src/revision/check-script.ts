import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ProblemCode } from '../problem.js';
import { backgroundCommands } from './background-commands.js';

export interface ScriptFinding {
  severity: 'problem' | 'warning';
  code: ProblemCode;
  message: string;
}

const readBytes = 1024 * 1024;

/** Everything that would make one hook script fail, or hang, on the host (contract C8). */
export async function checkScript(folder: string, location: string): Promise<ScriptFinding[]> {
  const file = path.join(folder, location);
  const status = await stat(file).catch(() => null);
  if (status === null) return [problem('SCRIPT_MISSING', `the script ${location} is not in the revision`)];
  if (!status.isFile()) return [problem('SCRIPT_NOT_A_FILE', `the script ${location} is not a file`)];
  const findings: ScriptFinding[] = [];
  if (/[^\w@%+=:,./-]/.test(location)) {
    const message = `the agent hands the path ${location} to a shell, which does not take it as one word; rename the script`;
    findings.push(problem('HOOK_LOCATION_SHELL', message));
  }
  if ((status.mode & 0o111) === 0) {
    const message = `the script ${location} is not executable; the agent makes it so before it runs it`;
    findings.push(warning('SCRIPT_NOT_EXECUTABLE', message));
  }
  return [...findings, ...checkText(location, await beginningOf(file))];
}

function checkText(location: string, content: Buffer): ScriptFinding[] {
  if (content.includes(0)) return [];
  const text = content.toString('utf8');
  const [first = ''] = text.split('\n', 1);
  const shebang = /^#!\s*(.*)/.exec(first)?.[1]?.trim() ?? null;
  const isShell = shebang === null || /(^|[/\s])(ba|da|k|z|a)?sh(\s|$)/.test(shebang);
  const findings: ScriptFinding[] = [];
  if (shebang === null) {
    const message = `the script ${location} does not begin with #! and an interpreter; it would run with sh`;
    findings.push(warning('SCRIPT_SHEBANG_MISSING', message));
  }
  if (text.includes('\r\n')) findings.push(lineEnds(location, first, isShell));
  if (!isShell) return findings;
  for (const { line, text: command } of backgroundCommands(text)) {
    const message = `line ${line} of ${location} leaves "${command} &" holding the script's output, so CodeDeploy waits until the timeout; add >/dev/null 2>&1 </dev/null`;
    findings.push(warning('SCRIPT_KEEPS_OUTPUT_OPEN', message));
  }
  return findings;
}

function lineEnds(location: string, first: string, isShell: boolean): ScriptFinding {
  if (first.startsWith('#!') && first.endsWith('\r')) {
    const message = `the script ${location} has Windows line ends: Linux looks for an interpreter named "${first.slice(2, -1).trim()}\\r"; save it with LF`;
    return problem('SCRIPT_CRLF', message);
  }
  const message = `the script ${location} has Windows line ends; save it with LF`;
  return isShell ? problem('SCRIPT_CRLF', message) : warning('SCRIPT_CRLF', message);
}

async function beginningOf(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(readBytes), 0, readBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function problem(code: ProblemCode, message: string): ScriptFinding {
  return { severity: 'problem', code, message };
}

function warning(code: ProblemCode, message: string): ScriptFinding {
  return { severity: 'warning', code, message };
}
