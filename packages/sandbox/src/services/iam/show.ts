import { encodedDocument } from './documents.js';
import { showTags } from './read-input.js';
import type { InstanceProfile, ManagedPolicy, PolicyHolder, Role, User } from './state.js';
import type { World } from './world.js';

/** User element. */
export function showUser(user: User): object {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: user.arn,
    CreateDate: new Date(user.createdAt),
    PermissionsBoundary: showBoundary(user),
    Tags: showTags(user.tags),
  };
}

/** Role element. */
export function showRole(role: Role): object {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodedDocument(role.trust),
    Description: role.description ?? undefined,
    MaxSessionDuration: role.maxSessionSeconds,
    PermissionsBoundary: showBoundary(role),
    Tags: showTags(role.tags),
  };
}

function showBoundary({ boundary }: PolicyHolder): object | undefined {
  if (boundary === null) return undefined;
  return { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary };
}

/** Policy element. */
export function showPolicy({ state }: World, policy: ManagedPolicy): object {
  const holders = [...state.users.values(), ...state.roles.values()];
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: holders.filter(({ attached }) => attached.includes(policy.arn)).length,
    PermissionsBoundaryUsageCount: holders.filter(({ boundary }) => boundary === policy.arn).length,
    IsAttachable: true,
    Description: policy.description ?? undefined,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(policy.updatedAt),
    Tags: showTags(policy.tags),
  };
}

/** InstanceProfile element with its role. */
export function showInstanceProfile({ state }: World, profile: InstanceProfile): object {
  const role = state.roles.get(profile.role ?? '');
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Arn: profile.arn,
    CreateDate: new Date(profile.createdAt),
    Roles: role ? [showRole(role)] : [],
    Tags: showTags(profile.tags),
  };
}
