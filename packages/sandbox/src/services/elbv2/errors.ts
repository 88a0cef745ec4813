import { AwsError } from '../service.js';

/** Wire codes and texts of contract B9. */

export const validationError = (message: string) => new AwsError('ValidationError', message);

export const invalidConfiguration = (message: string) => new AwsError('InvalidConfigurationRequest', message);

export const invalidAction = (message: string) => new AwsError('InvalidLoadBalancerAction', message);

export const operationNotPermitted = (message: string) => new AwsError('OperationNotPermitted', message);

export const loadBalancerNotFound = () => new AwsError('LoadBalancerNotFound', 'One or more load balancers not found');

export const listenerNotFound = () => new AwsError('ListenerNotFound', 'One or more listeners not found');

export const ruleNotFound = () => new AwsError('RuleNotFound', 'One or more rules not found');

export const targetGroupsNotFound = () => new AwsError('TargetGroupNotFound', 'One or more target groups not found');

/** A group named inside an action. */
export const targetGroupNotFound = (arn: string) =>
  new AwsError('TargetGroupNotFound', `Target group '${arn}' not found`);

export const certificateNotFound = (arn: string) =>
  new AwsError('CertificateNotFound', `Certificate '${arn}' not found`);

export const priorityInUse = (priority: number) =>
  new AwsError('PriorityInUse', `Priority '${priority}' is currently in use`);

/** Real AWS can do it, the sandbox cannot: 501, which no client retries. */
export const notInSandbox = (what: string) =>
  new AwsError('NotImplemented', `The Bluegreen sandbox does not have ${what}.`, 501);
