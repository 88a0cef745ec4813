import type { OperationDefinition } from '../../service.js';
import { onApplication } from '../arns.js';
import { codeDeployError } from '../errors.js';
import { applicationName } from '../read-names.js';
import { findRevision, requireRevision, showRevision } from '../revision-location.js';
import { showRevisionInfo } from '../show.js';
import { applicationOf, type World } from '../world.js';

export const getApplicationRevision = (world: World): OperationDefinition => ({
  action: 'codedeploy:GetApplicationRevision',
  resources: onApplication,
  handle(input) {
    const application = applicationOf(world, applicationName(input));
    const revision = findRevision(application, requireRevision(input));
    if (!revision) throw codeDeployError('RevisionDoesNotExist', 'The revision is not registered with the application');
    return {
      applicationName: application.name,
      revision: showRevision(revision.location),
      revisionInfo: showRevisionInfo(world, application.name, revision),
    };
  },
});
