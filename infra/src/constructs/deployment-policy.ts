import type { PolicyDocument, PolicyNames } from '@bluegreen/sdk';
import { policyFor } from '@bluegreen/sdk';
import type { CfnCondition } from 'aws-cdk-lib';
import { Aws, Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** Name of the inline policy that the guide asks for with `get-user-policy` (contract T7). */
export const DEPLOYMENT_POLICY = 'CustomDeploymentPolicy';

export interface DeploymentPolicyProps {
  /** What the pipeline may touch. */
  readonly names: PolicyNames;
  /** What role and user have besides. */
  readonly shared: PolicyDocument;
  readonly role: iam.CfnRole;
  /** @default - the role alone */
  readonly user?: { readonly name: string; readonly when: CfnCondition };
}

/**
 * What the pipeline may do beyond every operator, whether it comes as the role or as the user: one inline policy on both.
 * A user's inline policies may have 2,048 characters in all, too few for the whole.
 */
export class DeploymentPolicy extends Construct {
  constructor(scope: Construct, id: string, props: DeploymentPolicyProps) {
    super(scope, id);
    const { user, shared } = props;
    const policy = new iam.CfnPolicy(this, 'Resource', {
      policyName: DEPLOYMENT_POLICY,
      policyDocument: beyond(policyFor('gitlab', props.names), shared),
      roles: [props.role.ref],
    });
    if (user) {
      policy.addPropertyOverride('Users', Fn.conditionIf(user.when.logicalId, [user.name], Aws.NO_VALUE));
    }
  }
}

/** The statements that the other policy does not have word for word. */
function beyond(whole: PolicyDocument, shared: PolicyDocument): PolicyDocument {
  const known = new Set(shared.Statement.map((statement) => JSON.stringify(statement)));
  return { ...whole, Statement: whole.Statement.filter((statement) => !known.has(JSON.stringify(statement))) };
}
