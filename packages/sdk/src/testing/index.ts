/** For tests of anything that embeds the SDK: an environment in memory, and a collector of events. */
export { collect, type Collected } from './collect.js';
export { eventually } from './eventually.js';
export { type CrashPoint, type FakeProcess, type ProcessOptions } from './fake-process.js';
export { type FakeDocument } from './fake-documents.js';
export { fakeWorld, type FakeWorld, type FakeWorldOptions } from './fake-world.js';
export { fakeRelease, GROUP_ARNS, type FakeColor, type FakeDeployment, type FakeState } from './fake-state.js';
export { LIFECYCLE, type DeploymentBehavior, type FakeFailure } from './fake-deployments.js';
export {
  answerAs,
  dropWrite,
  flapTargets,
  hijack,
  loseAnswer,
  loseTarget,
  refuse,
  staleReadBack,
  strayAppears,
  type Effect,
  type Fault,
  type PortCall,
} from './faults.js';
export { handClock, type HandClock } from './hand-clock.js';
export { revisionFolder } from './revision-folder.js';
