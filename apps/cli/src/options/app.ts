import { Option } from '@commander-js/extra-typings';
import { BUNDLED_APP } from '../commands/sandbox/load-sandbox.js';

/** `--app`: another revision than the one that comes with the CLI. */
export function appOption() {
  return new Option('--app <folder>', 'revision to deploy').default(BUNDLED_APP, 'the app that comes with bluegreen');
}
