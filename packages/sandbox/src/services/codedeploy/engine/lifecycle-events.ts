import { inPlaceEvents, type LifecycleEventName } from '@bluegreen/appspec';

const BLOCK: readonly LifecycleEventName[] = ['BeforeBlockTraffic', 'BlockTraffic', 'AfterBlockTraffic'];
const ALLOW: readonly LifecycleEventName[] = ['BeforeAllowTraffic', 'AllowTraffic', 'AfterAllowTraffic'];

/** Events of an in-place deployment, in their order (contract C2). */
export function eventsOf(trafficControl: boolean): readonly LifecycleEventName[] {
  return trafficControl ? [...BLOCK, ...inPlaceEvents, ...ALLOW] : inPlaceEvents;
}
