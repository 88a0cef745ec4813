import { readNxJson, readProjectConfiguration, updateNxJson, type Tree } from '@nx/devkit';
import { name as plugin } from '../../plugin/create-nodes.js';
import { addAppPipeline } from '../app-pipeline.js';
import { addSettings } from '../settings.js';
import { addPipeline } from './pipeline.js';

export interface InitOptions {
  readonly project?: string;
  readonly environment?: string;
  readonly component?: string;
}

export const DEFAULTS = { environment: 'production', component: '$CI_SERVER_FQDN/your-group/bluegreen' } as const;

/** Sets a workspace up. What is there already is never changed: a second run changes nothing. */
export default function init(tree: Tree, options: InitOptions): void {
  const { environment, component } = { ...DEFAULTS, ...options };
  addPlugin(tree);
  if (options.project === undefined) {
    if (!hasSettings(tree)) addSettings(tree, { ...SHIPPED, root: '.', environment });
  } else {
    const { root } = readProjectConfiguration(tree, options.project);
    const name = options.project;
    addSettings(tree, { root, project: plainName(name), applicationName: plainName(name), environment });
    addAppPipeline(tree, { name, root, environment, component });
  }
  addPipeline(tree, environment, component);
}

/** The names that the shipped CloudFormation template gives by default. */
const SHIPPED = { project: 'bluegreen-deployment', applicationName: 'bluegreen-app' } as const;

export function addPlugin(tree: Tree): void {
  const nxJson = readNxJson(tree) ?? {};
  const plugins = nxJson.plugins ?? [];
  if (plugins.some((entry) => (typeof entry === 'string' ? entry : entry.plugin) === plugin)) return;
  updateNxJson(tree, { ...nxJson, plugins: [...plugins, { plugin, options: {} }] });
}

/** A project's name as AWS takes it: `@scope/web` becomes `web`. */
export function plainName(project: string): string {
  const plain = project.replace(/^@[^/]*\//, '').replace(/[^A-Za-z0-9-]+/g, '-');
  return /^[A-Za-z]/.test(plain) ? plain : `app-${plain}`;
}

/** Whether the root, or any project, has settings of its own. */
function hasSettings(tree: Tree, folder = '.'): boolean {
  return tree.children(folder).some((child) => {
    if (child === 'node_modules' || child === 'dist' || child.startsWith('.')) return false;
    const path = folder === '.' ? child : `${folder}/${child}`;
    return tree.isFile(path) ? /^bluegreen\.ya?ml$/.test(child) : hasSettings(tree, path);
  });
}
