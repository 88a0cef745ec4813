import type { JsonRecord } from '../../template/json.js';
import { generatedName } from '../names.js';
import { requiredText, texts } from '../read.js';
import type { ResourceContext, ResourceType } from '../resource-type.js';
import { dropInline, putInline, type Holder } from './policies-of.js';

const HOLDERS: readonly Holder[] = ['Role', 'User', 'Group'];

/** An inline policy of the roles, users and groups it names. */
export const policy: ResourceType = {
  type: 'AWS::IAM::Policy',
  required: ['PolicyDocument', 'PolicyName'],
  properties: ['Groups', 'PolicyDocument', 'PolicyName', 'Roles', 'Users'],
  replacedBy: ['PolicyName'],
  attributes: ['Id'],
  async create(properties, context) {
    const physicalId = generatedName(context, 64);
    context.made(physicalId);
    await put(context, properties);
    return { physicalId, attributes: { Id: physicalId } };
  },
  async update({ properties, wanted }, context) {
    await drop(context, properties, wanted);
    await put(context, wanted);
    return {};
  },
  remove: ({ properties }, context) => drop(context, properties, {}),
};

async function put(context: ResourceContext, properties: JsonRecord): Promise<void> {
  for (const holder of HOLDERS) {
    for (const name of texts(properties, `${holder}s`)) await putInline(context, holder, name, properties);
  }
}

async function drop(context: ResourceContext, before: JsonRecord, after: JsonRecord): Promise<void> {
  for (const holder of HOLDERS) {
    const kept = texts(after, `${holder}s`);
    for (const name of texts(before, `${holder}s`).filter((one) => !kept.includes(one))) {
      await dropInline(context, holder, name, requiredText(before, 'PolicyName'));
    }
  }
}
