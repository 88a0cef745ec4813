import { Command } from '@commander-js/extra-typings';

/** A command that takes a revision: the folder, and what to call it. */
export function revisionCommand(name: string) {
  return new Command(name)
    .requiredOption('--source <folder>', 'folder that holds appspec.yml')
    .requiredOption('--release <name>', 'name of the release, such as v2 or a tag')
    .option('--commit <sha>', 'commit the release was built from');
}
