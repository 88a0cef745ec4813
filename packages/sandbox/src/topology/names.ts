import { randomInt } from 'node:crypto';

export const COLORS = ['blue', 'green'] as const;
export type Color = (typeof COLORS)[number];

/** The shipped environment's names (design.md, Names). */
export const SHIPPED = {
  account: '123456789012',
  region: 'us-east-1',
  project: 'bluegreen-deployment',
  environment: 'production',
  stack: 'bluegreen-deployment-production',
  /** The guide's APPLICATION_NAME. */
  applicationName: 'bluegreen-app',
  application: 'bluegreen-deployment-production-app',
  deploymentGroup: (color: Color) => `bluegreen-deployment-production-app-${color}-dg`,
  autoScalingGroup: (color: Color) => `bluegreen-deployment-production-${color}-asg`,
  bucket: 'bluegreen-codedeploy-artifacts-123456789012',
  colorHeader: 'X-BlueGreen-Color',
  colorTag: 'bluegreen:color',
  serviceRole: 'arn:aws:iam::123456789012:role/bluegreen-deployment-production-codedeploy',
  deployerRole: 'arn:aws:iam::123456789012:role/bluegreen-deployment-production-deployer',
} as const;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** A name as CloudFormation makes one within 32 characters: `bluegr-Appli-XXXXXXXXXXXX`. */
export function generatedName(logicalId: string): string {
  const tail = Array.from({ length: 12 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
  return `${SHIPPED.stack.slice(0, 6)}-${logicalId.slice(0, 5)}-${tail}`;
}
