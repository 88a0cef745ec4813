import {
  addDependenciesToPackageJson,
  addProjectConfiguration,
  installPackagesTask,
  type GeneratorCallback,
  type Tree,
} from '@nx/devkit';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { addAppPipeline } from '../app-pipeline.js';
import init, { DEFAULTS, plainName } from '../init/generator.js';
import { addSettings } from '../settings.js';
import { projectOf } from './project.js';

export interface AppOptions {
  readonly directory: string;
  readonly name?: string;
  readonly environment?: string;
  readonly component?: string;
}

export default function app(tree: Tree, options: AppOptions): GeneratorCallback {
  return addApp(tree, options, join(__dirname, 'files'));
}

/** The app of `files` (made by the package's build from the reference app) as a project. What is there already stays. */
export function addApp(tree: Tree, options: AppOptions, files: string): GeneratorCallback {
  const { environment, component } = { ...DEFAULTS, ...options };
  const root = options.directory.replace(/^\.\/|\/+$/g, '');
  const name = options.name ?? basename(root);
  if (!tree.exists(join(root, 'project.json'))) addProjectConfiguration(tree, name, projectOf(name, root));
  copyMissing(tree, join(files, 'app'), root);
  addSettings(tree, { root, project: plainName(name), applicationName: plainName(name), environment });
  addAppPipeline(tree, { name, root, environment, component });
  init(tree, { environment, component });
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(files, 'versions.json'), 'utf8')) as Versions;
  const keepWhatIsThere = true;
  addDependenciesToPackageJson(tree, dependencies, devDependencies, undefined, keepWhatIsThere);
  return () => installPackagesTask(tree);
}

interface Versions {
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

function copyMissing(tree: Tree, from: string, to: string): void {
  for (const path of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    const source = join(from, path);
    const target = join(to, path);
    if (!statSync(source).isFile() || tree.exists(target)) continue;
    // A package may lose the mode of what it carries, and CodeDeploy runs hooks by their path.
    tree.write(target, readFileSync(source), path.endsWith('.sh') ? { mode: '755' } : {});
  }
}
