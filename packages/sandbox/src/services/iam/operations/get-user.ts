import type { OperationDefinition } from '../../service.js';
import { findUser, userArn, userResources, type IamFacts } from '../facts.js';

export function getUser(facts: IamFacts): OperationDefinition {
  return {
    action: 'iam:GetUser',
    resources: userResources(facts),
    handle(input, call) {
      const user = findUser(facts, input, call);
      return {
        User: {
          Path: '/',
          UserName: user.name,
          UserId: user.id,
          Arn: userArn(facts, user.name),
          CreateDate: user.createdAt,
        },
      };
    },
  };
}
