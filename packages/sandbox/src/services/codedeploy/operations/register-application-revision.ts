import type { OperationDefinition } from '../../service.js';
import { onApplication } from '../arns.js';
import { readDescription } from '../description.js';
import { applicationName } from '../read-names.js';
import { registerRevision, requireRevision } from '../revision-location.js';
import { applicationOf, type World } from '../world.js';

/** RegisterApplicationRevision: the eTag may come with or without quotes. */
export const registerApplicationRevision = (world: World): OperationDefinition => ({
  action: 'codedeploy:RegisterApplicationRevision',
  resources: onApplication,
  handle(input) {
    const application = applicationOf(world, applicationName(input));
    registerRevision(application, requireRevision(input), world.clock.now(), readDescription(input));
    world.changed();
    return undefined;
  },
});
