import type { WireInput } from '../../service.js';
import type { LaunchDetails } from '../../../launch-details.js';

/** Launch templates: plain data, so that they can be saved. Times are ms since the epoch. */
export interface LaunchTemplate {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly createdBy: string;
  defaultVersion: number;
  /** Oldest first. */
  readonly versions: LaunchTemplateVersion[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface LaunchTemplateVersion {
  readonly number: number;
  readonly description: string | null;
  readonly createdAt: number;
  readonly createdBy: string;
  /** LaunchTemplateData as it came over the wire. */
  readonly data: WireInput;
}

/** How others name a template: by id or name, with a number, `$Latest` or `$Default`. */
export interface LaunchTemplateReference {
  readonly id: string | null;
  readonly name: string | null;
  readonly version: string;
}

export interface FoundTemplate {
  readonly id: string;
  readonly name: string;
  /** The version that the reference means now. */
  readonly version: number;
  /** ARN or name; null where hosts get no role. */
  readonly instanceProfile: string | null;
  /** What instances are launched with. */
  readonly launch: Omit<LaunchDetails, 'subnetId' | 'instanceProfile'>;
  /** Tags for instances, EC2's own about the template among them. */
  readonly instanceTags: Readonly<Record<string, string>>;
}

/** What other services ask. */
export interface LaunchTemplates {
  /** A text in place of the template says why there is none. */
  find(reference: LaunchTemplateReference): FoundTemplate | string;
}

export type TemplateBook = Map<string, LaunchTemplate>;

export function templatesIn(book: TemplateBook): LaunchTemplates {
  return {
    find({ id, name, version: wanted }) {
      const template = [...book.values()].find((one) => (id === null ? one.name === name : one.id === id));
      if (!template) {
        const known = id === null ? `template name ${name ?? ''}` : `template ID ${id}`;
        return `The specified launch template, with ${known}, does not exist.`;
      }
      const version = versionOf(template, wanted);
      if (!version) return `Could not find launch template version ${wanted} of ${template.id}.`;
      const profile = recordOf(version.data['IamInstanceProfile']);
      return {
        id: template.id,
        name: template.name,
        version: version.number,
        instanceProfile: textOf(profile['Arn']) ?? textOf(profile['Name']) ?? null,
        launch: {
          imageId: textOf(version.data['ImageId']) ?? null,
          instanceType: textOf(version.data['InstanceType']) ?? null,
          keyName: textOf(version.data['KeyName']) ?? null,
          securityGroupIds: securityGroupsIn(version.data),
        },
        instanceTags: {
          ...tagsFor(version.data['TagSpecification'], 'instance'),
          'aws:ec2launchtemplate:id': template.id,
          'aws:ec2launchtemplate:version': String(version.number),
        },
      };
    },
  };
}

/** Those of the template itself, or of its first network interface. */
function securityGroupsIn(data: WireInput): string[] {
  const [first] = listOf(data['NetworkInterface']);
  const given = data['SecurityGroupId'] ?? first?.['SecurityGroupId'] ?? first?.['Groups'];
  return Array.isArray(given) ? given.flatMap((id) => textOf(id) ?? []) : [];
}

export function versionOf(template: LaunchTemplate, wanted: string): LaunchTemplateVersion | undefined {
  if (wanted === '$Latest') return template.versions.at(-1);
  const number = wanted === '$Default' ? template.defaultVersion : Number(wanted);
  return template.versions.find((version) => version.number === number);
}

/** Tags of those specifications that are meant for one kind of resource. */
export function tagsFor(specifications: WireInput[string] | undefined, resourceType: string): Record<string, string> {
  const wanted = listOf(specifications).filter((one) => one['ResourceType'] === resourceType);
  const pairs = wanted.flatMap((one) =>
    listOf(one['Tag']).map((tag) => [textOf(tag['Key']) ?? '', textOf(tag['Value']) ?? ''] as const),
  );
  return Object.fromEntries(pairs);
}

function listOf(value: WireInput[string] | undefined): WireInput[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}

function recordOf(value: WireInput[string] | undefined): WireInput {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function textOf(value: WireInput[string] | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
