import type { HookScript } from '../app-spec.js';

export interface ScriptCommand {
  command: string;
  args: string[];
  /** What was left out, for the deployments log; null when nothing was. */
  note: string | null;
}

/** How a script is started (contract C8): directly, or through su and sudo where the appspec asks for it. */
export function scriptCommand(script: HookScript, file: string, identity: 'apply' | 'skip'): ScriptCommand {
  const asked = [script.runas === null ? null : `runas ${script.runas}`, script.sudo ? 'sudo' : null].filter(
    (each) => each !== null,
  );
  if (asked.length === 0) return { command: file, args: [], note: null };
  if (identity === 'skip') {
    return {
      command: file,
      args: [],
      note: `Script - ${script.location} runs as the current user, without ${asked.join(' and ')}`,
    };
  }
  const su = script.runas === null ? [file] : ['su', script.runas, '-c', forShell(file)];
  const [command = file, ...args] = script.sudo ? ['sudo', ...su] : su;
  return { command, args, note: null };
}

function forShell(file: string): string {
  return /^[\w@%+=:,./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}
