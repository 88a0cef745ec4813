import type { CliContext } from '../cli-context.js';
import type { Finding } from './examine.js';

/** Whether the credentials at hand reach the environment: the one question that settles role, trust and policy. */
export async function examineAccess(cli: Pick<CliContext, 'read'>): Promise<Finding> {
  const { isBlueGreenError } = await import('@bluegreen/sdk');
  const check = 'AWS access';
  try {
    const { project, environment, live } = await cli.read((bluegreen) => bluegreen.status());
    return { check, verdict: 'ok', detail: `${project}-${environment}, live: ${live ?? 'none'}`, next: null };
  } catch (error) {
    if (!isBlueGreenError(error)) throw error;
    return { check, verdict: 'wrong', detail: `${error.code}: ${error.message}`, next: error.next };
  }
}
