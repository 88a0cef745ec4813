import type { OperationDefinition, WireInput } from '../../service.js';
import { onApplication } from '../arns.js';
import { codeDeployError } from '../errors.js';
import { page } from '../paging.js';
import { oneOf, optionalText } from '../read-input.js';
import { applicationName } from '../read-names.js';
import { revisionKey, showRevision } from '../revision-location.js';
import { groupsWith } from '../show.js';
import type { Revision } from '../state.js';
import { applicationOf, type World } from '../world.js';

/** ListApplicationRevisions with its bucket, prefix and "deployed" filters. */
export const listApplicationRevisions = (world: World): OperationDefinition => ({
  action: 'codedeploy:ListApplicationRevisions',
  resources: onApplication,
  handle(input) {
    const application = applicationOf(world, applicationName(input));
    const bucket = optionalText(input, 's3Bucket');
    const prefix = optionalText(input, 's3KeyPrefix');
    if (prefix !== undefined && bucket === undefined)
      throw codeDeployError('BucketNameFilterRequired', 'A key prefix needs a bucket');
    const deployed = oneOf(
      optionalText(input, 'deployed') ?? 'ignore',
      ['include', 'exclude', 'ignore'],
      'InvalidDeployedStateFilter',
    );
    const wanted = application.revisions
      .filter(({ location }) => bucket === undefined || location.bucket === bucket)
      .filter(({ location }) => location.key.startsWith(prefix ?? ''))
      .filter(
        ({ location }) =>
          deployed === 'ignore' ||
          groupsWith(world, application.name, location).length > 0 === (deployed === 'include'),
      );
    const { items, nextToken } = page(input, sorted(input, wanted), ({ location }) => revisionKey(location));
    return { revisions: items.map(({ location }) => showRevision(location)), nextToken };
  },
});

function sorted(input: WireInput, revisions: readonly Revision[]): Revision[] {
  const by = oneOf(
    optionalText(input, 'sortBy') ?? 'registerTime',
    ['registerTime', 'firstUsedTime', 'lastUsedTime'],
    'InvalidSortBy',
  );
  const order = oneOf(optionalText(input, 'sortOrder') ?? 'ascending', ['ascending', 'descending'], 'InvalidSortOrder');
  const direction = order === 'ascending' ? 1 : -1;
  return [...revisions].sort((a, b) => direction * ((a[by] ?? 0) - (b[by] ?? 0)));
}
