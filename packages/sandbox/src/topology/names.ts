export const COLORS = ['blue', 'green'] as const;
export type Color = (typeof COLORS)[number];

/** The shipped environment's names (design.md, Names), as the shipped template makes them. */
export const SHIPPED = {
  account: '123456789012',
  region: 'us-east-1',
  stack: 'bluegreen-deployment-production',
  /** The guide's APPLICATION_NAME. */
  applicationName: 'bluegreen-app',
  application: 'bluegreen-deployment-production-app',
  deploymentGroup: (color: Color) => `bluegreen-deployment-production-app-${color}-dg`,
  autoScalingGroup: (color: Color) => `bluegreen-deployment-production-${color}-asg`,
  bucket: 'bluegreen-codedeploy-artifacts-123456789012',
  colorHeader: 'X-BlueGreen-Color',
  colorTag: 'bluegreen:color',
} as const;
