import { createNodesFromFiles, type CreateNodesResult, type CreateNodesV2 } from '@nx/devkit';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { resolveOptions, VERBS, type BluegreenPluginOptions } from './options.js';
import { readEnvironments } from './read-environments.js';
import { targetsOf } from './targets.js';

export const name = '@bluegreen/nx';

/**
 * Gives every project with a `bluegreen.yaml` its targets. A file in a folder that is no project (such as one at the
 * root of a workspace, for calls from there) gives none.
 */
export const createNodesV2: CreateNodesV2<BluegreenPluginOptions> = [
  '**/bluegreen.{yaml,yml}',
  (files, options, context) =>
    createNodesFromFiles(
      (file, given, { workspaceRoot }) => nodesOf(file, given, workspaceRoot),
      files,
      options ?? {},
      context,
    ),
];

// Nx 22 and 23 ask for either name; what comes after asks for this one.
export const createNodes = createNodesV2;

function nodesOf(file: string, options: BluegreenPluginOptions | undefined, workspaceRoot: string): CreateNodesResult {
  const root = dirname(file);
  const folder = join(workspaceRoot, root);
  if (!isProject(folder, root)) return {};
  // The command line reads bluegreen.yaml where both are there.
  if (file.endsWith('.yml') && existsSync(join(folder, 'bluegreen.yaml'))) return {};
  const environments = readEnvironments(file, readFileSync(join(workspaceRoot, file), 'utf8'));
  const resolved = resolveOptions(options);
  const targets = targetsOf({ root, environments }, resolved);
  const targetGroups = { Bluegreen: VERBS.map((verb) => resolved.targetNames[verb]) };
  return { projects: { [root]: { root, targets, metadata: { technologies: ['bluegreen'], targetGroups } } } };
}

/** Nx takes the root's package.json for a project only where it speaks of Nx. */
function isProject(folder: string, root: string): boolean {
  if (existsSync(join(folder, 'project.json'))) return true;
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) return false;
  return root !== '.' || 'nx' in (JSON.parse(readFileSync(manifest, 'utf8')) as object);
}
