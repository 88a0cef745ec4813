import type { AppProps } from 'aws-cdk-lib';
import { App, LegacyStackSynthesizer } from 'aws-cdk-lib';
import { BlueGreenStack } from './stacks/blue-green-stack.js';

export const STACK_NAME = 'bluegreen-deployment-production';

/**
 * The CDK app. It makes no assets, and CloudFormation works with the deployer's own credentials, so that its template stands
 * alone. CDK's command line still takes a template of this size through the bucket of a bootstrap.
 *
 * @param props such as a context in tests; the CDK's own command line brings it in the environment
 */
export function createApp(props: AppProps = {}): { app: App; stack: BlueGreenStack } {
  const app = new App({
    analyticsReporting: false,
    ...props,
    // Tags of the app would also become tags of the stack, which CloudFormation spreads over every resource, listeners too.
    postCliContext: { '@aws-cdk/core:explicitStackTags': true, ...props.postCliContext },
  });
  const stackName: unknown = app.node.tryGetContext('stackName');
  const stack = new BlueGreenStack(app, 'BlueGreen', {
    stackName: typeof stackName === 'string' ? stackName : STACK_NAME,
    // The one without roles of a bootstrap; the one called bootstrapless names them all the same.
    synthesizer: new LegacyStackSynthesizer(),
    // Deleting an environment while it serves is never an accident.
    terminationProtection: true,
  });
  return { app, stack };
}
