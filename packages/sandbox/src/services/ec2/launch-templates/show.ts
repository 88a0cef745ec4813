import type { WireInput, WireValue } from '../../service.js';
import { showTags } from '../show.js';
import type { LaunchTemplate, LaunchTemplateVersion } from './book.js';

export function showTemplate(template: LaunchTemplate): object {
  return {
    launchTemplateId: template.id,
    launchTemplateName: template.name,
    createTime: new Date(template.createdAt),
    createdBy: template.createdBy,
    defaultVersionNumber: template.defaultVersion,
    latestVersionNumber: template.versions.at(-1)?.number,
    tagSet: showTags(template.tags),
  };
}

export function showVersion(template: LaunchTemplate, version: LaunchTemplateVersion): object {
  return {
    launchTemplateId: template.id,
    launchTemplateName: template.name,
    versionNumber: version.number,
    versionDescription: version.description ?? undefined,
    createTime: new Date(version.createdAt),
    createdBy: version.createdBy,
    defaultVersion: version.number === template.defaultVersion,
    launchTemplateData: showData(version.data),
  };
}

/** Requests name list members in the singular; answers call the same list `…Set` (contract A2). */
function showData(value: WireInput): object {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [shownName(name, member), shown(member)]));
}

function shownName(name: string, member: WireValue): string {
  const lower = name.charAt(0).toLowerCase() + name.slice(1);
  return Array.isArray(member) ? `${lower}Set` : lower;
}

function shown(value: WireValue): unknown {
  if (Array.isArray(value)) return value.map(shown);
  return typeof value === 'object' && value !== null ? showData(value) : value;
}
