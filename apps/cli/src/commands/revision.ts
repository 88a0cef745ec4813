import { Command, Option } from '@commander-js/extra-typings';

/** A command that names a release. */
export function releaseCommand(name: string) {
  return new Command(name)
    .addOption(
      new Option('--release <name>', 'name of the release, such as v2 or a tag')
        .env('BLUEGREEN_RELEASE')
        .makeOptionMandatory(),
    )
    .addOption(new Option('--commit <sha>', 'commit the release was built from').env('CI_COMMIT_SHA'));
}

/** A command that takes a revision: the folder, and what to call it. */
export function revisionCommand(name: string) {
  return releaseCommand(name).requiredOption('--source <folder>', 'folder that holds appspec.yml');
}
