import { optionalText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { awsManagedPolicies } from '../aws-managed-policies.js';
import { iamPage, underPath } from '../iam-page.js';
import { showPolicy } from '../show.js';
import type { World } from '../world.js';

/** ListPolicies by `Scope` (All, AWS, Local), `OnlyAttached` and path. */
export const listPolicies = (world: World): OperationDefinition => ({
  action: 'iam:ListPolicies',
  handle(input) {
    const { state } = world;
    const scope = optionalText(input, 'Scope') ?? 'All';
    const all = [
      ...(scope === 'AWS' ? [] : state.policies.values()),
      ...(scope === 'Local' ? [] : awsManagedPolicies()),
    ];
    const holders = [...state.users.values(), ...state.roles.values()];
    const used = new Set(holders.flatMap(({ attached }) => attached));
    const onlyAttached = optionalText(input, 'OnlyAttached') === 'true';
    const wanted = underPath(all, input).filter(({ arn }) => !onlyAttached || used.has(arn));
    const { items, rest } = iamPage(wanted, input);
    return { Policies: items.map((policy) => ({ ...showPolicy(world, policy), Tags: undefined })), ...rest };
  },
});
