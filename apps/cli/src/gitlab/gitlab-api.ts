/** What Bluegreen needs of a GitLab project, in few words. `connect-gitlab.ts` speaks to the real API. */
export interface GitLabApi {
  variables(): Promise<readonly GitLabVariable[]>;
  createVariable(variable: GitLabVariable): Promise<void>;
  updateVariable(variable: GitLabVariable): Promise<void>;
  /** The newest successful deployment on record; null where there is none. */
  lastDeployment(environment: string): Promise<GitLabDeployment | null>;
  recordDeployment(deployment: {
    readonly environment: string;
    readonly sha: string;
    readonly ref: string;
  }): Promise<void>;
  project(): Promise<{ readonly path: string; readonly defaultBranch: string; readonly accessLevel: number | null }>;
  /** Null when the token may not ask. */
  protectedBranches(): Promise<readonly string[] | null>;
  /** What the token may do; null for a job token, which cannot say. */
  tokenScopes(): Promise<readonly string[] | null>;
}

export interface GitLabVariable {
  readonly key: string;
  readonly value: string;
  readonly protected: boolean;
  readonly masked: boolean;
  /** `*` for all. */
  readonly scope: string;
}

export interface GitLabDeployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
}
