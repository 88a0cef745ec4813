/** The Nx plugin: targets inferred from `bluegreen.yaml`. */
export { createNodes, createNodesV2, name } from './plugin/create-nodes.js';
export type { BluegreenPluginOptions } from './plugin/options.js';
