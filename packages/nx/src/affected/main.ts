import { workspaceRoot } from '@nx/devkit';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { judge } from './judge.js';
import { childPipeline } from './pipeline.js';
import { deployables, witnessesOf } from './workspace.js';

const HELP = `Usage: bluegreen-affected --environment <name> [--target deploy] [--pipeline <file>]

Prints the projects that differ from what is live for each, one a line; says why on stderr.
With --pipeline, also writes a GitLab child pipeline that ships them.
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      environment: { type: 'string', short: 'e' },
      target: { type: 'string', default: 'deploy' },
      pipeline: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  if (values.environment === undefined) throw new Error(`--environment is missing.\n\n${HELP}`);
  const projects = await deployables(values.environment, values.target);
  const verdicts = await judge(projects, witnessesOf(workspaceRoot, values.environment));
  for (const { project, because } of verdicts) process.stderr.write(`${project.name}: ${because}\n`);
  const affected = verdicts.filter((verdict) => verdict.affected).map(({ project }) => project);
  if (values.pipeline !== undefined) write(resolve(values.pipeline), childPipeline(affected));
  for (const { name } of affected) process.stdout.write(`${name}\n`);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

main().catch((error: unknown) => {
  // What bluegreen or nx said on its way out tells more than that it ended.
  const { stderr, message } = error as Error & { stderr?: string };
  process.stderr.write(`${stderr?.trim() || message}\n`);
  process.exitCode = 1;
});
