/** Every lifecycle event of an EC2 deployment (contract C2). */
export type LifecycleEventName =
  | 'ApplicationStop'
  | 'DownloadBundle'
  | 'BeforeInstall'
  | 'Install'
  | 'AfterInstall'
  | 'ApplicationStart'
  | 'ValidateService'
  | 'BeforeBlockTraffic'
  | 'AfterBlockTraffic'
  | 'BeforeAllowTraffic'
  | 'AfterAllowTraffic'
  | 'BlockTraffic'
  | 'AllowTraffic';

/** Events of an in-place deployment without traffic control, in their order (contract C2). */
export const inPlaceEvents: readonly LifecycleEventName[] = [
  'ApplicationStop',
  'DownloadBundle',
  'BeforeInstall',
  'Install',
  'AfterInstall',
  'ApplicationStart',
  'ValidateService',
];

/** Events for which an appspec may name scripts. */
export const scriptableEvents: readonly LifecycleEventName[] = [
  'BeforeBlockTraffic',
  'AfterBlockTraffic',
  'ApplicationStop',
  'BeforeInstall',
  'AfterInstall',
  'ApplicationStart',
  'ValidateService',
  'BeforeAllowTraffic',
  'AfterAllowTraffic',
];

/** Events that the service or the agent carries out itself: scripts named for them never run. */
export const builtInEvents: readonly LifecycleEventName[] = [
  'DownloadBundle',
  'Install',
  'BlockTraffic',
  'AllowTraffic',
];

/** Events whose scripts come from the last installed revision (contract C3). */
export const eventsOfLastInstalled: readonly LifecycleEventName[] = [
  'BeforeBlockTraffic',
  'AfterBlockTraffic',
  'ApplicationStop',
];
