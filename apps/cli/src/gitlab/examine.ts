import type { GitLabApi } from './gitlab-api.js';
import { readIdToken } from './id-token.js';

/** One thing that was looked at. `skip` says why it could not be. */
export interface Finding {
  readonly check: string;
  readonly verdict: 'ok' | 'wrong' | 'skip';
  readonly detail: string;
  readonly next: string | null;
}

export interface ExaminedJob {
  /** The job's identity token; undefined outside of a job, or where the job asks for none. */
  readonly idToken: string | undefined;
  readonly roleArn: string | undefined;
  readonly now: number;
  /** Branch of the job; undefined outside of a job. */
  readonly branch: string | undefined;
}

/** GitLab's role Maintainer, which may change variables. */
const MAINTAINER = 40;

/** Rights of the token, of the project and of the job's identity. */
export async function examine(gitlab: GitLabApi, job: ExaminedJob): Promise<Finding[]> {
  const project = await gitlab.project();
  const [scopes, branches] = await Promise.all([gitlab.tokenScopes(), gitlab.protectedBranches()]);
  return [
    { check: 'project', verdict: 'ok', detail: project.path, next: null },
    tokenFinding(scopes, project.accessLevel),
    branchFinding(branches, job.branch ?? project.defaultBranch),
    ...identityFindings(job),
  ];
}

function tokenFinding(scopes: readonly string[] | null, accessLevel: number | null): Finding {
  const check = 'token';
  if (scopes === null) {
    const detail = 'a job token cannot say what it may do; it cannot change variables';
    return { check, verdict: 'skip', detail, next: 'Set GITLAB_TOKEN for `gitlab variables sync`.' };
  }
  if (!scopes.includes('api')) {
    return {
      check,
      verdict: 'wrong',
      detail: `scopes: ${scopes.join(', ')}`,
      next: 'Make a token with the scope `api`.',
    };
  }
  if (accessLevel !== null && accessLevel < MAINTAINER) {
    const next = 'Give its owner the role Maintainer, or use a project access token with that role.';
    return { check, verdict: 'wrong', detail: `access level ${accessLevel}; variables need ${MAINTAINER}`, next };
  }
  return { check, verdict: 'ok', detail: 'scope api', next: null };
}

function branchFinding(branches: readonly string[] | null, branch: string): Finding {
  const check = 'protected branch';
  if (branches === null)
    return { check, verdict: 'skip', detail: 'the token may not list protected branches', next: null };
  const covered = branches.some((pattern) => matches(pattern, branch));
  return covered
    ? { check, verdict: 'ok', detail: branch, next: null }
    : {
        ...{ check, verdict: 'wrong', detail: `${branch} is not protected, so its jobs get no protected variable` },
        next: 'Protect it: Settings, Repository, Protected branches.',
      };
}

/** GitLab's wildcards: `*` stands for any characters. */
function matches(pattern: string, branch: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(branch);
}

function identityFindings({ idToken, roleArn, now }: ExaminedJob): Finding[] {
  const check = 'identity token';
  if (!roleArn) return [{ check, verdict: 'skip', detail: 'no role is configured; key variables count', next: null }];
  if (!idToken) {
    const next = 'Use the components, or give the job `id_tokens: {BLUEGREEN_ID_TOKEN: {aud: …}}`.';
    return [{ check, verdict: 'wrong', detail: 'the job has no BLUEGREEN_ID_TOKEN', next }];
  }
  const claims = readIdToken(idToken);
  if (!claims) return [{ check, verdict: 'wrong', detail: 'BLUEGREEN_ID_TOKEN is no JSON web token', next: null }];
  const detail = `iss ${claims.issuer}, aud ${claims.audience.join(' ')}, sub ${claims.subject}`;
  if (claims.expiresAtMs <= now) {
    const next = 'A token lives as long as its job; run the job again, and raise its timeout if it was still running.';
    return [
      { check, verdict: 'wrong', detail: `expired ${new Date(claims.expiresAtMs).toISOString()}; ${detail}`, next },
    ];
  }
  return [{ check, verdict: 'ok', detail, next: null }];
}
