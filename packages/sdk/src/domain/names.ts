import type { Color } from './color.js';

/** Every derived name in one place (design.md, Names). */
export function namesOf(project: string, environment: string, account?: string) {
  const stack = `${project}-${environment}`;
  const application = `${stack}-app`;
  return {
    stack,
    application,
    deploymentGroup: (color: Color) => `${application}-${color}-dg`,
    autoScalingGroup: (color: Color) => `${stack}-${color}-asg`,
    bucket: account ? `bluegreen-codedeploy-artifacts-${account}` : undefined,
  };
}

/** Header that asks the test listener for one colour. */
export const COLOR_HEADER = 'X-BlueGreen-Color';
