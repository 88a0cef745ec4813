/** The public face of the SDK. */
import type { ConfigInput, ResolvedConfig } from './config/index.js';

export { BlueGreen, run } from './bluegreen.js';
export type { ConnectOptions } from './connect.js';
export { connectInfrastructure, type Infrastructure } from './infrastructure.js';
export { COLORS, isColor, otherColor, type Color, type ColorChoice } from './domain/color.js';
export type * from './domain/attempts.js';
export type { Clock } from './domain/clock.js';
export type { Actor, OperationContext } from './domain/context.js';
export { LOG_PLACES } from './domain/diagnosis.js';
export type { Diagnosis, DiagnoseInput, FailureCause, LifecycleFailure } from './domain/diagnosis.js';
export type * from './domain/environment.js';
export { BlueGreenError, ERROR_CODES, isBlueGreenError, type ErrorCode } from './domain/errors.js';
export type * from './domain/events.js';
export { COLOR_HEADER, namesOf } from './domain/names.js';
export type * from './domain/infrastructure.js';
export type * from './domain/journal.js';
export type * from './domain/operations.js';
export type * from './domain/outlook.js';
export type * from './domain/plan.js';
export type * from './domain/sentences.js';
export type * from './domain/ports.js';
export type { BundleLocation, ReleaseRef, VersionReport } from './domain/release.js';
export { packageRevision } from './operations/package-revision.js';
export { stage } from './operations/stage.js';
export { systemClock } from './system-clock.js';
export { toBlueGreenError } from './operations/steps/operation-errors.js';
export { describeCause } from './narration/describe-cause.js';
export { describeError, type ErrorDescription } from './narration/describe-error.js';
export { describeEvent, type Description } from './narration/describe-event.js';
export { describeGate, describeVerdict, type GateDescription } from './narration/describe-gate.js';
export type { Language, Level } from './narration/messages.js';
export { phraseFinder, type Phrases } from './narration/phrases.js';
export type { ConfigExplanation, ConfigInput, ResolvedConfig } from './config/index.js';
export {
  listenerPath,
  logGroupPrefix,
  policyFor,
  policyNames,
  statePrefix,
  SURFACES,
  type PolicyDocument,
  type PolicyNames,
  type PolicyNamesInput,
  type PolicyStatement,
  type Surface,
} from './aws/policies/index.js';

/** Settings of one environment without connecting to it; see `ConfigInput` for the sources. */
export async function resolveConfig(input: ConfigInput): Promise<ResolvedConfig> {
  return (await import('./config/index.js')).resolveConfig(input);
}

/** IAM actions that each port needs, for generated policies (design rule 10). */
export async function iamActions(): Promise<Readonly<Record<string, readonly string[]>>> {
  return (await import('./aws/index.js')).iamActions();
}
