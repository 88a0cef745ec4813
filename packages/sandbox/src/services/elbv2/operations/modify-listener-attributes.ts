import { mergeAttributes } from '../attributes/catalogue.js';
import { LISTENER_ATTRIBUTES } from '../attributes/listener.js';
import { resourceMember, type Operation } from '../context.js';
import { namedListener } from '../lookup.js';
import { attributesShape } from '../shapes.js';

export const modifyListenerAttributes: Operation<ReturnType<typeof attributesShape>> = {
  resources: resourceMember('ListenerArn'),
  handle(elb, input) {
    const record = namedListener(elb, input);
    const attributes = mergeAttributes(LISTENER_ATTRIBUTES, record.attributes, input, 'Listener');
    elb.state.listeners.set(record.arn, { ...record, attributes });
    return attributesShape(attributes);
  },
};
