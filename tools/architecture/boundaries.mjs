/**
 * The import directions of design.md as data. ESLint enforces them in every file; each rule has its "because".
 */

/** Which project may import which, by Nx tag. */
export const depConstraints = [
  // Because a leaf is reused by the product and by the fake that checks the product: it must depend on neither.
  { sourceTag: 'type:leaf', onlyDependOnLibsWithTags: [] },
  // Because a fake must not share bugs with what it checks.
  { sourceTag: 'type:sandbox', onlyDependOnLibsWithTags: ['scope:appspec', 'scope:load-balancer'] },
  { sourceTag: 'type:sdk', onlyDependOnLibsWithTags: ['scope:appspec'] },
  // Because the deployed app is a customer of the platform, not a part of it.
  { sourceTag: 'scope:web', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'scope:cli', onlyDependOnLibsWithTags: ['scope:sdk', 'scope:sandbox', 'scope:steady-load'] },
  // Because a front end turns clicks into SDK input; the fake is what its specs talk to.
  { sourceTag: 'scope:slack-bot', onlyDependOnLibsWithTags: ['scope:sdk', 'scope:slack-fake'] },
  // Because what may be done on AWS is declared once, by the SDK's ports.
  { sourceTag: 'type:infra', onlyDependOnLibsWithTags: ['scope:sdk'] },
  {
    // Because the lab judges the product from outside: real processes, the sandbox's call log, its own ledger.
    sourceTag: 'scope:lab',
    onlyDependOnLibsWithTags: ['scope:sdk', 'scope:sandbox', 'scope:steady-load'],
  },
  {
    sourceTag: 'type:e2e',
    onlyDependOnLibsWithTags: [
      'scope:sdk',
      'scope:sandbox',
      'scope:load-balancer',
      'scope:steady-load',
      'scope:slack-fake',
    ],
  },
];

/** Finer rules inside a project, for what tags cannot say. */
export const restrictedImports = [
  {
    // Because the AWS edge is one folder: elsewhere the SDK speaks its own words.
    files: ['packages/sdk/src/**/*.ts'],
    ignores: ['packages/sdk/src/aws/**', 'packages/sdk/src/**/*.spec.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ group: ['@aws-sdk/*', '@smithy/*'], message: 'Only packages/sdk/src/aws talks to AWS.' }] },
      ],
    },
  },
  {
    // Because planning and gates are pure: they judge facts and never fetch them.
    files: [
      'packages/sdk/src/planning/**/*.ts',
      'packages/sdk/src/gates/**/*.ts',
      'packages/sdk/src/domain/**/*.ts',
      'packages/sdk/src/narration/**/*.ts',
    ],
    ignores: ['packages/sdk/src/**/*.spec.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['node:fs*', 'node:http*', 'node:net', '**/aws/**', '@aws-sdk/*'],
              message: 'This folder is pure: no I/O.',
            },
          ],
        },
      ],
    },
  },
  {
    // Because the fake stands in for Slack: the running bot knows Slack's API alone.
    files: ['apps/slack-bot/src/**/*.ts'],
    ignores: ['apps/slack-bot/src/**/*.spec.ts', 'apps/slack-bot/src/testing/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ group: ['@bluegreen/slack-fake'], message: 'Only specs talk to the fake Slack.' }] },
      ],
    },
  },
  {
    // Because start-up time counts: only the sandbox command may load the sandbox, and it does so lazily.
    files: ['apps/cli/src/**/*.ts'],
    ignores: ['apps/cli/src/commands/sandbox/load-sandbox.ts', 'apps/cli/src/**/*.spec.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@bluegreen/sandbox', '@aws-sdk/*'],
              // Types are gone at run time.
              allowTypeImports: true,
              message: 'The CLI loads the sandbox from commands/sandbox/load-sandbox.ts and never calls AWS itself.',
            },
          ],
        },
      ],
    },
  },
];
