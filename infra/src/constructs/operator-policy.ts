import type { PolicyDocument, PolicyNames } from '@bluegreen/sdk';
import { policyFor } from '@bluegreen/sdk';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

export interface OperatorPolicyProps {
  /** What it may touch. */
  readonly names: PolicyNames;
  /** @default - IAM chooses a name */
  readonly managedPolicyName?: string;
}

/**
 * What everybody needs who operates the environment, to be attached to whatever the chat bot and the web console run
 * as: they deploy releases that are stored, move traffic and keep the journal. The pipeline has it too, and publishes.
 */
export class OperatorPolicy extends Construct {
  readonly document: PolicyDocument;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: OperatorPolicyProps) {
    super(scope, id);
    this.document = policyFor('slack', props.names);
    if (JSON.stringify(this.document) !== JSON.stringify(policyFor('console', props.names))) {
      throw new Error('The bot and the console no longer need the same: give each a policy of its own.');
    }
    this.arn = new iam.CfnManagedPolicy(this, 'Resource', {
      managedPolicyName: props.managedPolicyName,
      policyDocument: this.document,
    }).ref;
  }

  grantTo(role: iam.IRole): void {
    role.addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyArn(this, `For${role.node.id}`, this.arn));
  }
}
