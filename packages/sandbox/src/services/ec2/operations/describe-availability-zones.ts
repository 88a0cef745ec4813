import type { OperationDefinition } from '../../service.js';
import { filtered } from '../filters.js';
import type { World } from '../world.js';

export const describeAvailabilityZones = (world: World): OperationDefinition => ({
  action: 'ec2:DescribeAvailabilityZones',
  handle(input) {
    const zones = world.network.subnets.map(({ availabilityZone, zoneId }) => ({
      zoneName: availabilityZone,
      zoneId,
      zoneState: 'available',
      regionName: world.region,
      groupName: world.region,
      zoneType: 'availability-zone',
      optInStatus: 'opt-in-not-required',
      messageSet: [],
    }));
    const wanted = filtered(input, zones, ['zone-name', 'zone-id', 'region-name', 'state'], (zone, filter) => {
      const fields: Record<string, string> = {
        'zone-name': zone.zoneName,
        'zone-id': zone.zoneId,
        'region-name': zone.regionName,
        state: zone.zoneState,
      };
      return [fields[filter] ?? ''];
    });
    return { availabilityZoneInfo: wanted };
  },
});
