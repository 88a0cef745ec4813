import type { CliContext } from '../cli-context.js';
import type { GitLabApi } from './gitlab-api.js';
import { gitlabErrors } from './gitlab-errors.js';

export interface GitLabFlags {
  readonly gitlabUrl?: string | undefined;
  readonly gitlabProject?: string | undefined;
}

const GITLAB_COM = 'https://gitlab.com';

/** Where GitLab is and which project is meant: flags, then the job's own variables. @throws CONFIG_MISSING. */
export async function connectGitLab(
  { environment }: Pick<CliContext, 'environment'>,
  flags: GitLabFlags,
): Promise<GitLabApi> {
  const { BlueGreenError } = await import('@bluegreen/sdk');
  const host = flags.gitlabUrl ?? environment['CI_SERVER_URL'] ?? GITLAB_COM;
  const project = flags.gitlabProject ?? environment['CI_PROJECT_ID'];
  if (!project) {
    const next = 'Name it: `--gitlab-project group/app`. In a GitLab job CI_PROJECT_ID tells it.';
    throw new BlueGreenError('CONFIG_MISSING', 'No GitLab project is named.', next);
  }
  const { GITLAB_TOKEN: token, CI_JOB_TOKEN: jobToken } = environment;
  if (!token && !jobToken) {
    const next = 'Set GITLAB_TOKEN to a project access token with the scope `api`. It is never taken from a flag.';
    throw new BlueGreenError('CREDENTIALS_MISSING', 'No token for GitLab was found.', next);
  }
  const { Gitlab } = await import('@gitbeaker/rest');
  const client = new Gitlab({ host, ...(token ? { token } : { jobToken: jobToken! }) });
  const call = gitlabErrors(host);
  return {
    variables: () =>
      call('read variables', async () => {
        const found = await client.ProjectVariables.all(project, { perPage: 100 });
        return found.map((variable) => ({
          key: variable.key,
          value: variable.value,
          protected: variable.protected,
          masked: variable.masked,
          scope: variable.environment_scope ?? '*',
        }));
      }),
    createVariable: ({ key, value, protected: isProtected, masked, scope }) =>
      call('create a variable', async () => {
        const options = { protected: isProtected, masked, environmentScope: scope, raw: true };
        await client.ProjectVariables.create(project, key, value, options);
      }),
    updateVariable: ({ key, value, protected: isProtected, masked, scope }) =>
      call('update a variable', async () => {
        const filter = { filter: { environment_scope: scope } };
        await client.ProjectVariables.edit(project, key, value, {
          ...{ protected: isProtected, masked, environmentScope: scope, raw: true },
          ...filter,
        });
      }),
    lastDeployment: (name) =>
      call('read deployments', async () => {
        const query = {
          environment: name,
          status: 'success',
          orderBy: 'id',
          sort: 'desc',
          perPage: 1,
          maxPages: 1,
        } as const;
        const [last] = await client.Deployments.all(project, query);
        return last ? { id: last.id, sha: last.sha, ref: last.ref } : null;
      }),
    recordDeployment: ({ environment: name, sha, ref }) =>
      call('record a deployment', async () => {
        await client.Deployments.create(project, name, sha, ref, false, { status: 'success' });
      }),
    project: () =>
      call('read the project', async () => {
        const found = await client.Projects.show(project);
        const access = found.permissions?.project_access?.access_level ?? found.permissions?.group_access?.access_level;
        return { path: found.path_with_namespace, defaultBranch: found.default_branch, accessLevel: access ?? null };
      }),
    protectedBranches: () =>
      call('read protected branches', async () => {
        const found = await client.ProtectedBranches.all(project);
        return found.map(({ name }) => name);
      }).catch(nullWhenDenied),
    tokenScopes: async () => {
      if (!token) return null;
      return call('read the token', async () => {
        const found = await client.PersonalAccessTokens.show();
        return found.scopes ?? [];
      }).catch(nullWhenDenied);
    },
  };
}

function nullWhenDenied(error: unknown): null {
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ACCESS_DENIED') return null;
  throw error;
}
