import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const REPOSITORY = join(__dirname, '../../../..');

/** The blocks of a Markdown page that are marked runnable, as one shell script. */
export interface RunnablePage {
  readonly blocks: number;
  /**
   * Line numbers are those of the page, so that a failure is told by `page:line`. The shell's state goes on from block to
   * block, as at a reader's terminal.
   */
  readonly script: string;
}

/**
 * `sh runnable`: at the root of the repository; `sh runnable project`: in `$PROJECT`, somebody's own project, as is
 * `js runnable`. Further `with jq`: left out on a machine without that program.
 */
const FENCE = /^\s*```(?<language>sh|js) runnable(?<project> project)?(?: with (?<program>\w+))?$/;
const END_OF_JS = 'END_OF_JS';

export function runnablePage(page: string): RunnablePage {
  const lines = readFileSync(join(REPOSITORY, page), 'utf8').split('\n');
  const failed = `trap 'echo "failed: ${page}:$LINENO: $BASH_COMMAND" >&2' ERR`;
  let open: 'no' | 'sh' | 'js' = 'no';
  let blocks = 0;
  const script = lines.map((line) => {
    const { language, project, program } = FENCE.exec(line)?.groups ?? {};
    if (language !== undefined) {
      blocks += 1;
      if (program !== undefined && spawnSync(program, ['--version']).error !== undefined) return '';
      open = language as 'sh' | 'js';
      const folder = project === undefined && open === 'sh' ? '$ROOT' : '$PROJECT';
      return `cd "${folder}"${open === 'js' ? `; node --input-type=module <<'${END_OF_JS}'` : ''}`;
    }
    if (!/^\s*```/.test(line)) return open === 'no' ? '' : line;
    const closed = open === 'js' ? END_OF_JS : '';
    open = 'no';
    return closed;
  });
  // The first line of a page is its title, never code.
  return { blocks, script: [`set -Eeuo pipefail; ${failed}`, ...script.slice(1)].join('\n') };
}
