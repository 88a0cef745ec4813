import { requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { noSuchEntity } from '../errors.js';
import { identitiesOf } from '../identities.js';
import { onMember } from '../lookup.js';
import { boundaryIn, policiesIn, simulate } from '../simulation.js';
import type { World } from '../world.js';

/** SimulatePrincipalPolicy: what a user or role may do, with the given documents besides its own. */
export const simulatePrincipalPolicy = (world: World): OperationDefinition => ({
  action: 'iam:SimulatePrincipalPolicy',
  resources: onMember('PolicySourceArn'),
  handle(input) {
    const arn = requiredText(input, 'PolicySourceArn');
    const held = identitiesOf(world).held(arn);
    if (!held) throw noSuchEntity(`The entity ${arn} cannot be found.`);
    const given = policiesIn(input, 'PolicyInputList');
    const boundary = boundaryIn(input) ?? held.boundary;
    const policies = { identity: [...held.policies, ...given], boundary, session: [] };
    const user = arn.includes(':user/') ? { 'aws:username': held.name } : {};
    return simulate(input, policies, { ...user, 'aws:PrincipalArn': arn });
  },
});
