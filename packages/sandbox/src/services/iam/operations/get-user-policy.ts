import { requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { encodedDocument, findUser, noSuchEntity, userResources, type IamFacts } from '../facts.js';

export function getUserPolicy(facts: IamFacts): OperationDefinition {
  return {
    action: 'iam:GetUserPolicy',
    resources: userResources(facts),
    handle(input, call) {
      const user = findUser(facts, input, call);
      const name = requiredText(input, 'PolicyName');
      const document = Object.hasOwn(user.inline, name) ? user.inline[name] : undefined;
      if (!document) throw noSuchEntity(`The user policy with name ${name} cannot be found.`);
      return { UserName: user.name, PolicyName: name, PolicyDocument: encodedDocument(document) };
    },
  };
}
