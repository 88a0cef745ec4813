import type { WireInput } from '../../../service.js';
import { pick, records, unlessGone } from '../read.js';
import type { ResourceType } from '../resource-type.js';

const SETTINGS = ['DomainName', 'KeyAlgorithm', 'SubjectAlternativeNames', 'ValidationMethod'];

/** A public certificate. What proves the domain is kept, and not asked for: the sandbox issues at once. */
export const certificate: ResourceType = {
  type: 'AWS::CertificateManager::Certificate',
  required: ['DomainName'],
  properties: [...SETTINGS, 'CertificateTransparencyLoggingPreference', 'DomainValidationOptions', 'Tags'],
  replacedBy: [...SETTINGS, 'DomainValidationOptions'],
  attributes: [],
  tags: 'list',
  async create(properties, context) {
    const input: WireInput = pick(properties, [...SETTINGS, 'Tags']);
    const answer = await context.ask<{ CertificateArn: string }>('acm', 'RequestCertificate', input);
    return { physicalId: answer.CertificateArn, attributes: {} };
  },
  async update({ physicalId, properties, wanted, changed }, context) {
    if (!changed.includes('Tags')) return {};
    const [before, after] = [records(properties, 'Tags'), records(wanted, 'Tags')];
    const ask = (operation: string, Tags: object[]) =>
      context.ask('acm', operation, { CertificateArn: physicalId, Tags } as WireInput);
    await ask('RemoveTagsFromCertificate', before);
    await ask('AddTagsToCertificate', after);
    return {};
  },
  remove: ({ physicalId }, context) =>
    unlessGone(context.ask('acm', 'DeleteCertificate', { CertificateArn: physicalId }), ['ResourceNotFoundException']),
};
