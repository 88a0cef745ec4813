import type { EnvironmentConfig } from '@bluegreen/sdk';
import type { GitLabVariable } from './gitlab-api.js';

export type VariableChange = 'create' | 'update' | 'same' | 'unmanaged';

/** What is to be done with one variable. Values are for the API alone: nothing that prints gets to see them. */
export interface PlannedVariable {
  readonly change: VariableChange;
  readonly variable: GitLabVariable;
}

/** The guide's variables for one environment, from what is configured. Keys only when they are given. */
export function wantedVariables(
  config: EnvironmentConfig,
  access: { readonly roleArn?: string; readonly accessKeyId?: string; readonly secretAccessKey?: string },
): GitLabVariable[] {
  const { colors, listenerArns, productionUrl } = config;
  const own: Record<string, string | undefined> = {
    APPLICATION_NAME: config.applicationName,
    CODEDEPLOY_APPLICATION_NAME: config.codeDeployApplication,
    CODEDEPLOY_S3_BUCKET: config.bucket,
    BLUE_TARGET_GROUP: colors.blue.targetGroup,
    GREEN_TARGET_GROUP: colors.green.targetGroup,
    ALB_LISTENER_ARN: listenerArns.join(','),
    ALB_DNS_NAME: new URL(productionUrl).host,
    BLUEGREEN_ROLE_ARN: access.roleArn,
  };
  const scope = config.environment;
  return [
    { key: 'AWS_DEFAULT_REGION', value: config.region, protected: false, masked: false, scope },
    ...Object.entries(own).flatMap(([key, value]) =>
      value ? [{ key, value, protected: false, masked: false, scope }] : [],
    ),
    ...(access.accessKeyId
      ? [{ key: 'AWS_ACCESS_KEY_ID', value: access.accessKeyId, protected: true, masked: false, scope }]
      : []),
    ...(access.secretAccessKey
      ? [{ key: 'AWS_SECRET_ACCESS_KEY', value: access.secretAccessKey, protected: true, masked: true, scope }]
      : []),
  ];
}

/** Pure: what a sync would do. A variable that we do not manage is left alone, and listed. */
export function planVariables(
  wanted: readonly GitLabVariable[],
  present: readonly GitLabVariable[],
): readonly PlannedVariable[] {
  const sameName = (one: GitLabVariable) => (other: GitLabVariable) =>
    one.key === other.key && one.scope === other.scope;
  const planned = wanted.map((variable): PlannedVariable => {
    const found = present.find(sameName(variable));
    if (!found) return { change: 'create', variable };
    const same =
      found.value === variable.value && found.protected === variable.protected && found.masked === variable.masked;
    return { change: same ? 'same' : 'update', variable };
  });
  const others = present.filter((variable) => !wanted.some(sameName(variable)));
  return [...planned, ...others.map((variable) => ({ change: 'unmanaged', variable }) as const)];
}
