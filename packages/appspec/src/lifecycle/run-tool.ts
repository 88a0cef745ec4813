import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a tool of the system to its end. @returns what it wrote, trimmed. Rejects with the command line when it fails. */
export async function run(command: string, args: string[]): Promise<string> {
  try {
    const { stdout } = await execute(command, args);
    return stdout.trim();
  } catch (error) {
    const { code, stderr = '' } = error as { code?: unknown; stderr?: string };
    const reason = stderr.trim() || String(code);
    throw new Error(`The command failed: ${[command, ...args].join(' ')}: ${reason}`, { cause: error });
  }
}
