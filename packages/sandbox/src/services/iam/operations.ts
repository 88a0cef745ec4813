import type { OperationDefinition } from '../service.js';
import { addRoleToInstanceProfile } from './operations/add-role-to-instance-profile.js';
import { attachPolicy } from './operations/attach-policy.js';
import { changeClientId } from './operations/change-client-id.js';
import { createAccessKey } from './operations/create-access-key.js';
import { createInstanceProfile } from './operations/create-instance-profile.js';
import { createOpenIdConnectProvider } from './operations/create-open-id-connect-provider.js';
import { createPolicyVersion } from './operations/create-policy-version.js';
import { createPolicy } from './operations/create-policy.js';
import { createRole } from './operations/create-role.js';
import { createUser } from './operations/create-user.js';
import { deleteAccessKey } from './operations/delete-access-key.js';
import { deleteInlinePolicy } from './operations/delete-inline-policy.js';
import { deleteInstanceProfile } from './operations/delete-instance-profile.js';
import { deleteOpenIdConnectProvider } from './operations/delete-open-id-connect-provider.js';
import { deletePolicyVersion } from './operations/delete-policy-version.js';
import { deletePolicy } from './operations/delete-policy.js';
import { deleteRole } from './operations/delete-role.js';
import { deleteUser } from './operations/delete-user.js';
import { detachPolicy } from './operations/detach-policy.js';
import { getInlinePolicy } from './operations/get-inline-policy.js';
import { getInstanceProfile } from './operations/get-instance-profile.js';
import { getOpenIdConnectProvider } from './operations/get-open-id-connect-provider.js';
import { getPolicyVersion } from './operations/get-policy-version.js';
import { getPolicy } from './operations/get-policy.js';
import { getRole } from './operations/get-role.js';
import { getUser } from './operations/get-user.js';
import { listAccessKeys } from './operations/list-access-keys.js';
import { listAttachedPolicies } from './operations/list-attached-policies.js';
import { listHolderTags } from './operations/list-holder-tags.js';
import { listInlinePolicies } from './operations/list-inline-policies.js';
import { listInstanceProfilesForRole } from './operations/list-instance-profiles-for-role.js';
import { listInstanceProfiles } from './operations/list-instance-profiles.js';
import { listOpenIdConnectProviders } from './operations/list-open-id-connect-providers.js';
import { listPolicies } from './operations/list-policies.js';
import { listPolicyVersions } from './operations/list-policy-versions.js';
import { listRoles } from './operations/list-roles.js';
import { listUsers } from './operations/list-users.js';
import { putInlinePolicy } from './operations/put-inline-policy.js';
import { removeRoleFromInstanceProfile } from './operations/remove-role-from-instance-profile.js';
import { setDefaultPolicyVersion } from './operations/set-default-policy-version.js';
import { simulateCustomPolicy } from './operations/simulate-custom-policy.js';
import { simulatePrincipalPolicy } from './operations/simulate-principal-policy.js';
import { tagHolder } from './operations/tag-holder.js';
import { untagHolder } from './operations/untag-holder.js';
import { updateAccessKey } from './operations/update-access-key.js';
import { updateAssumeRolePolicy } from './operations/update-assume-role-policy.js';
import { updateOpenIdConnectProviderThumbprint } from './operations/update-open-id-connect-provider-thumbprint.js';
import { updateRole } from './operations/update-role.js';
import type { World } from './world.js';

type Operation = (world: World) => OperationDefinition;

export const OPERATIONS: Readonly<Record<string, Operation>> = {
  CreateRole: createRole,
  GetRole: getRole,
  ListRoles: listRoles,
  UpdateRole: updateRole,
  UpdateAssumeRolePolicy: updateAssumeRolePolicy,
  DeleteRole: deleteRole,
  PutRolePolicy: putInlinePolicy('Role'),
  GetRolePolicy: getInlinePolicy('Role'),
  ListRolePolicies: listInlinePolicies('Role'),
  DeleteRolePolicy: deleteInlinePolicy('Role'),
  AttachRolePolicy: attachPolicy('Role'),
  DetachRolePolicy: detachPolicy('Role'),
  ListAttachedRolePolicies: listAttachedPolicies('Role'),
  TagRole: tagHolder('Role'),
  UntagRole: untagHolder('Role'),
  ListRoleTags: listHolderTags('Role'),

  CreateUser: createUser,
  GetUser: getUser,
  ListUsers: listUsers,
  DeleteUser: deleteUser,
  PutUserPolicy: putInlinePolicy('User'),
  GetUserPolicy: getInlinePolicy('User'),
  ListUserPolicies: listInlinePolicies('User'),
  DeleteUserPolicy: deleteInlinePolicy('User'),
  AttachUserPolicy: attachPolicy('User'),
  DetachUserPolicy: detachPolicy('User'),
  ListAttachedUserPolicies: listAttachedPolicies('User'),
  TagUser: tagHolder('User'),
  UntagUser: untagHolder('User'),
  ListUserTags: listHolderTags('User'),
  CreateAccessKey: createAccessKey,
  ListAccessKeys: listAccessKeys,
  UpdateAccessKey: updateAccessKey,
  DeleteAccessKey: deleteAccessKey,

  CreatePolicy: createPolicy,
  GetPolicy: getPolicy,
  ListPolicies: listPolicies,
  DeletePolicy: deletePolicy,
  CreatePolicyVersion: createPolicyVersion,
  GetPolicyVersion: getPolicyVersion,
  ListPolicyVersions: listPolicyVersions,
  SetDefaultPolicyVersion: setDefaultPolicyVersion,
  DeletePolicyVersion: deletePolicyVersion,

  CreateInstanceProfile: createInstanceProfile,
  GetInstanceProfile: getInstanceProfile,
  ListInstanceProfiles: listInstanceProfiles,
  ListInstanceProfilesForRole: listInstanceProfilesForRole,
  AddRoleToInstanceProfile: addRoleToInstanceProfile,
  RemoveRoleFromInstanceProfile: removeRoleFromInstanceProfile,
  DeleteInstanceProfile: deleteInstanceProfile,

  CreateOpenIDConnectProvider: createOpenIdConnectProvider,
  GetOpenIDConnectProvider: getOpenIdConnectProvider,
  ListOpenIDConnectProviders: listOpenIdConnectProviders,
  AddClientIDToOpenIDConnectProvider: changeClientId('add'),
  RemoveClientIDFromOpenIDConnectProvider: changeClientId('remove'),
  UpdateOpenIDConnectProviderThumbprint: updateOpenIdConnectProviderThumbprint,
  DeleteOpenIDConnectProvider: deleteOpenIdConnectProvider,

  SimulateCustomPolicy: simulateCustomPolicy,
  SimulatePrincipalPolicy: simulatePrincipalPolicy,
};
