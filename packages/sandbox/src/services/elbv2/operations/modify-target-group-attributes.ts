import { mergeAttributes } from '../attributes/catalogue.js';
import { checkTogether, TARGET_GROUP_ATTRIBUTES } from '../attributes/target-group.js';
import { resourceMember, type Operation } from '../context.js';
import { namedTargetGroup } from '../lookup.js';
import { attributesShape } from '../shapes.js';

export const modifyTargetGroupAttributes: Operation<ReturnType<typeof attributesShape>> = {
  resources: resourceMember('TargetGroupArn'),
  handle(elb, input) {
    const group = namedTargetGroup(elb, input);
    const attributes = mergeAttributes(TARGET_GROUP_ATTRIBUTES, group.attributes, input, 'Target group');
    checkTogether(attributes);
    const changed = { ...group, attributes };
    elb.state.targetGroups.set(group.arn, changed);
    elb.mirror.groupChanged(changed);
    return attributesShape(attributes);
  },
};
