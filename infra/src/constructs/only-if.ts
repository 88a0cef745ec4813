import type { CfnCondition } from 'aws-cdk-lib';
import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Makes every resource of a construct only when the condition holds. */
export function onlyIf(condition: CfnCondition, construct: IConstruct): void {
  for (const each of construct.node.findAll()) {
    if (CfnResource.isCfnResource(each)) each.cfnOptions.condition = condition;
  }
}
