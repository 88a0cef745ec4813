import type { LifecycleEventName } from '@bluegreen/appspec';

const INSTALLATION: readonly LifecycleEventName[] = [
  'ApplicationStop',
  'DownloadBundle',
  'BeforeInstall',
  'Install',
  'AfterInstall',
  'ApplicationStart',
  'ValidateService',
];
const BLOCK: readonly LifecycleEventName[] = ['BeforeBlockTraffic', 'BlockTraffic', 'AfterBlockTraffic'];
const ALLOW: readonly LifecycleEventName[] = ['BeforeAllowTraffic', 'AllowTraffic', 'AfterAllowTraffic'];

/** Events of an in-place deployment, in their order (contract C2). */
export function eventsOf(trafficControl: boolean): readonly LifecycleEventName[] {
  return trafficControl ? [...BLOCK, ...INSTALLATION, ...ALLOW] : INSTALLATION;
}
