/** A project with a deploy target for the environment asked about. */
export interface Deployable {
  readonly name: string;
  /** Below the workspace root. */
  readonly root: string;
}

/** What the judgement rests on; each answers for the workspace at hand. */
export interface Witnesses {
  /** Commit that the live release of the project was built from; null when nobody knows. */
  liveCommit(project: Deployable): Promise<string | null>;
  /** Whether the commit is in this clone. */
  isKnown(commit: string): Promise<boolean>;
  /** Names of all projects that differ between the commit and here. */
  affectedSince(commit: string): Promise<ReadonlySet<string>>;
}

export interface Verdict {
  readonly project: Deployable;
  readonly affected: boolean;
  /** A sentence without its subject, such as `differs from what is live (1a2b3c4)`. */
  readonly because: string;
}

/**
 * Judges each project by the commit that is live for itself: one base for all would deploy again what is live already, or
 * miss what was rolled back. Where what is live cannot be told, the project counts as affected.
 */
export async function judge(projects: readonly Deployable[], witnesses: Witnesses): Promise<Verdict[]> {
  const since = remembered((commit) => witnesses.affectedSince(commit));
  const verdicts: Verdict[] = [];
  for (const project of projects) {
    const commit = await witnesses.liveCommit(project);
    verdicts.push(await judgeOne(project, commit, witnesses, since));
  }
  return verdicts;
}

async function judgeOne(
  project: Deployable,
  commit: string | null,
  witnesses: Witnesses,
  affectedSince: Witnesses['affectedSince'],
): Promise<Verdict> {
  if (commit === null)
    return { project, affected: true, because: 'nobody knows from which commit the live release is' };
  const short = commit.slice(0, 12);
  if (!(await witnesses.isKnown(commit)))
    return { project, affected: true, because: `what is live (${short}) is not in this clone` };
  const affected = (await affectedSince(commit)).has(project.name);
  return { project, affected, because: `${affected ? 'differs from' : 'is'} what is live (${short})` };
}

function remembered<Value>(ask: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const answers = new Map<string, Promise<Value>>();
  return (key) => {
    const answer = answers.get(key) ?? ask(key);
    answers.set(key, answer);
    return answer;
  };
}
