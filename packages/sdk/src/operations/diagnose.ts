import type { OperationContext } from '../domain/context.js';
import type { Diagnosis, DiagnoseInput, LifecycleFailure } from '../domain/diagnosis.js';
import { BlueGreenError } from '../domain/errors.js';
import type { Operation } from '../domain/events.js';
import type { InstanceProgress } from '../domain/operations.js';
import { recognizeFailure } from '../planning/recognize-failure.js';
import { assertColorChoice, resolveColor } from '../planning/resolve-color.js';
import { closedErrors } from './steps/operation-errors.js';
import { observe } from './steps/observe.js';

/**
 * What went wrong in a deployment: every failed lifecycle event of every instance, with the script's last words and the
 * likely cause. Changes nothing.
 */
export function diagnose(context: OperationContext, input: DiagnoseInput = {}): Operation<Diagnosis> {
  return closedErrors(context, run(context, input));
}

const DEPLOYMENT_ID = /^d-[A-Z0-9]{1,20}$/;

async function* run(context: OperationContext, input: DiagnoseInput): Operation<Diagnosis> {
  const choice = input.color ?? 'idle';
  assertColorChoice(choice);
  assertDeploymentId(input.deploymentId);
  const { snapshot } = await observe(context);
  yield { type: 'environment.observed', snapshot };
  const named = Object.values(snapshot.colors).find(({ deployment }) => deployment?.id === input.deploymentId);
  const color = input.deploymentId === undefined ? resolveColor(choice, snapshot) : (named?.color ?? null);
  const deploymentId = input.deploymentId ?? (color && snapshot.colors[color].deployment?.id) ?? null;
  if (deploymentId === null) {
    return { deploymentId, color, status: null, error: null, cause: null, failures: [], instances: [] };
  }
  const { status, error, instances } = await context.deployments.progress(deploymentId);
  const failures = instances.flatMap(failuresOf);
  const cause = error && failures.length === 0 ? recognizeFailure([error], null) : null;
  return { deploymentId, color, status, error, cause, failures, instances };
}

function failuresOf({ instance, events }: InstanceProgress): LifecycleFailure[] {
  return events
    .filter(({ status }) => status === 'Failed')
    .map(({ name, script, message, logTail }) => {
      const lines = (logTail ?? '').split('\n').filter((line) => line.trim() !== '');
      const told = message ?? 'The event failed without a message.';
      const cause = recognizeFailure([told, ...lines], name);
      return { instance, event: name, script, message: told, logTail: lines, cause };
    });
}

function assertDeploymentId(deploymentId: string | undefined): void {
  if (deploymentId === undefined || DEPLOYMENT_ID.test(deploymentId)) return;
  throw new BlueGreenError(
    'USAGE_INVALID',
    `"${deploymentId}" is no deployment id.`,
    'Give an id such as d-A1B2C3D4E; `bluegreen status --json` shows the newest of each colour.',
  );
}
