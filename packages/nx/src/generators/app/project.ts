import type { ProjectConfiguration } from '@nx/devkit';

/** The project of a made app. Deploying and the rest are inferred from its bluegreen.yaml. */
export function projectOf(name: string, root: string): ProjectConfiguration {
  const cwd = root;
  return {
    name,
    root,
    sourceRoot: `${root}/src`,
    projectType: 'application',
    targets: {
      build: {
        executor: 'nx:run-commands',
        cache: true,
        inputs: ['default', '^default'],
        outputs: ['{projectRoot}/dist/revision'],
        options: { command: 'node build-revision.mjs', cwd },
      },
      test: {
        executor: 'nx:run-commands',
        cache: true,
        dependsOn: ['build'],
        inputs: ['default', '^default'],
        options: { command: 'node --test test/*.test.mjs', cwd },
      },
      typecheck: {
        executor: 'nx:run-commands',
        cache: true,
        inputs: ['default', '^default'],
        options: { command: 'tsc --noEmit -p tsconfig.json', cwd },
      },
    },
  };
}
