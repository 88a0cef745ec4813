export type {
  AppSpec,
  FileExistsBehavior,
  FileMapping,
  HookScript,
  PermissionEntry,
  SecurityContext,
} from './app-spec.js';
export { BundleError } from './bundle/bundle-error.js';
export type { BundleInput } from './bundle/bundle-input.js';
export { contentDigest } from './bundle/content-digest.js';
export { extractBundle } from './bundle/extract-bundle.js';
export type { ExtractBundleInput } from './bundle/extract-bundle.js';
export { writeBundle } from './bundle/write-bundle.js';
export type { WriteBundleInput, WrittenBundle } from './bundle/write-bundle.js';
export { createLifecycleHost } from './lifecycle/create-lifecycle-host.js';
export type { DeploymentFacts, EventOutcome, LifecycleHost, LifecycleHostOptions } from './lifecycle/lifecycle-host.js';
export { builtInEvents, eventsOfLastInstalled, inPlaceEvents, scriptableEvents } from './lifecycle-event.js';
export type { LifecycleEventName } from './lifecycle-event.js';
export { parseAppSpec } from './parse/parse-app-spec.js';
export type { ParsedAppSpec } from './parse/parse-app-spec.js';
export type { Problem, ProblemCode } from './problem.js';
export { checkRevision } from './revision/check-revision.js';
export type { RevisionCheck } from './revision/check-revision.js';
export { parseMessage } from './staging/messages.js';
export type { StagingMessage, StagingOutcome, StagingRequest } from './staging/messages.js';
export { serveStaging } from './staging/serve-staging.js';
export type { StagingService } from './staging/serve-staging.js';
