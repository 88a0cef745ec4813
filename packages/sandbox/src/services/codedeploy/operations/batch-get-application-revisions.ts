import type { OperationDefinition } from '../../service.js';
import { onApplication } from '../arns.js';
import { atMost } from '../batch.js';
import { codeDeployError } from '../errors.js';
import { optionalRecords } from '../read-input.js';
import { applicationName } from '../read-names.js';
import { findRevision, readLocation, showRevision } from '../revision-location.js';
import { showRevisionInfo } from '../show.js';
import { applicationOf, type World } from '../world.js';

/** BatchGetApplicationRevisions: unknown revisions are left out and named in errorMessage. */
export const batchGetApplicationRevisions = (world: World): OperationDefinition => ({
  action: 'codedeploy:BatchGetApplicationRevisions',
  resources: onApplication,
  handle(input) {
    const application = applicationOf(world, applicationName(input));
    const wanted = atMost(100, (optionalRecords(input, 'revisions') ?? []).map(readLocation));
    if (wanted.length === 0) throw codeDeployError('RevisionRequired', 'Revisions are missing');
    const found = wanted.flatMap((location) => findRevision(application, location) ?? []);
    return {
      applicationName: application.name,
      errorMessage: found.length < wanted.length ? 'Some revisions are not registered with the application' : '',
      revisions: found.map((revision) => ({
        revisionLocation: showRevision(revision.location),
        genericRevisionInfo: showRevisionInfo(world, application.name, revision),
      })),
    };
  },
});
