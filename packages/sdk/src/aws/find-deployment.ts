import type { DeploymentsCall } from './deployments.js';
import { allPages, batches } from './pages.js';

/** BatchGetDeployments takes at most this many ids (contract A6). */
const DEPLOYMENTS_A_CALL = 100;
/** How far this machine's clock may run ahead of AWS's when a deployment is looked for by its time. */
const CLOCK_ALLOWANCE_MS = 5 * 60_000;

/** Puts the token where a deployment can be recognised by it. */
export function describeToken(token: string): string {
  return `Deployed by bluegreen. Token ${token}`;
}

export async function findDeployment(
  call: DeploymentsCall,
  { application, group, token, sinceMs }: { application: string; group: string; token: string; sinceMs: number },
): Promise<{ deploymentId: string } | null> {
  const ids = await allPages(
    (nextToken) =>
      call('ListDeployments', {
        applicationName: application,
        deploymentGroupName: group,
        createTimeRange: { start: new Date(sinceMs - CLOCK_ALLOWANCE_MS) },
        nextToken,
      }),
    (page) => page.deployments,
    (page) => page.nextToken,
  );
  const answers = await Promise.all(
    batches(ids, DEPLOYMENTS_A_CALL).map((deploymentIds) => call('BatchGetDeployments', { deploymentIds })),
  );
  const [newest] = answers
    .flatMap((answer) => answer.deploymentsInfo ?? [])
    .filter((info) => info.description === describeToken(token))
    .sort((left, right) => (right.createTime?.getTime() ?? 0) - (left.createTime?.getTime() ?? 0));
  return newest?.deploymentId ? { deploymentId: newest.deploymentId } : null;
}
