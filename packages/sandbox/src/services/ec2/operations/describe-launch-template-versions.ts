import { AwsError, type OperationDefinition } from '../../service.js';
import { versionOf } from '../launch-templates/book.js';
import { onTemplate, templateOf } from '../launch-templates/find-template.js';
import { showVersion } from '../launch-templates/show.js';
import { page } from '../paging.js';
import { text, texts } from '../read-input.js';
import type { World } from '../world.js';

/** DescribeLaunchTemplateVersions of one template, newest first; by number, `$Latest` or `$Default`. */
export const describeLaunchTemplateVersions = (world: World): OperationDefinition => ({
  action: 'ec2:DescribeLaunchTemplateVersions',
  resources: onTemplate(world),
  handle(input) {
    const template = templateOf(world, input);
    const least = Number(text(input, 'MinVersion') ?? 0);
    const most = Number(text(input, 'MaxVersion') ?? Infinity);
    const named = texts(input, 'LaunchTemplateVersion')?.map((wanted) => {
      const version = versionOf(template, wanted);
      if (!version) {
        const message = `Could not find launch template version ${wanted}`;
        throw new AwsError('InvalidLaunchTemplateId.VersionNotFound', message);
      }
      return version;
    });
    const all = named ?? template.versions.filter(({ number }) => number >= least && number <= most).reverse();
    const { items, nextToken } = page(input, all, ({ number }) => String(number));
    return { launchTemplateVersionSet: items.map((version) => showVersion(template, version)), nextToken };
  },
});
