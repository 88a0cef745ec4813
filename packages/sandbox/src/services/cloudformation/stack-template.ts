import type { StackFacts } from './facts.js';

/**
 * The stack's outline as a template: parameters, resources by type, outputs with the values they have. The sandbox's stack
 * was made by its own code, so there are no resource properties to show.
 */
export function stackTemplate(stack: StackFacts): string {
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: stack.description,
    Parameters: Object.fromEntries(
      stack.parameters.map(({ key, value, description }) => [
        key,
        { Type: 'String', Default: value, Description: description },
      ]),
    ),
    Resources: Object.fromEntries(stack.resources.map(({ logicalId, type }) => [logicalId, { Type: type }])),
    Outputs: Object.fromEntries(
      stack.outputs.map(({ key, value, description }) => [key, { Value: value, Description: description }]),
    ),
  };
  return JSON.stringify(template, null, 2);
}
