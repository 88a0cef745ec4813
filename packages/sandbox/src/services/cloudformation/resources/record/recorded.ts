import type { JsonRecord } from '../../template/json.js';
import type { Properties, ResourceContext, ResourceType } from '../resource-type.js';

/** A type that the sandbox only remembers: nothing acts, but Ref and GetAtt are those of AWS. */
export interface RecordedType {
  readonly type: string;
  readonly required?: readonly string[];
  readonly replacedBy?: readonly string[];
  readonly namedBy?: string;
  readonly tags?: ResourceType['tags'];
  readonly attributes?: readonly string[];
  /** Makes up the physical id. */
  identify(properties: Properties, context: ResourceContext): string;
  /** Default: the physical id. */
  ref?(physicalId: string, properties: Properties): string;
  /** Attributes that follow from id and properties: worked out again after each change. */
  describe?(physicalId: string, properties: Properties, context: ResourceContext): JsonRecord;
  /** Attributes that the resource is born with. */
  endow?(context: ResourceContext): JsonRecord;
}

export function recorded(of: RecordedType): ResourceType {
  const describe = (physicalId: string, properties: Properties, context: ResourceContext) =>
    of.describe?.(physicalId, properties, context) ?? {};
  return {
    type: of.type,
    required: of.required ?? [],
    replacedBy: of.replacedBy ?? [],
    attributes: of.attributes ?? [],
    namedBy: of.namedBy,
    tags: of.tags,
    create(properties, context) {
      const physicalId = of.identify(properties, context);
      const attributes = { ...describe(physicalId, properties, context), ...of.endow?.(context) };
      return Promise.resolve({ physicalId, ref: of.ref?.(physicalId, properties), attributes });
    },
    update: ({ physicalId, wanted }, context) => Promise.resolve(describe(physicalId, wanted, context)),
    remove: () => Promise.resolve(),
  };
}
