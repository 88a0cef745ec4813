/** What an instance is launched with; null where nobody says. Kept and shown, since all hosts are alike. */
export interface LaunchDetails {
  readonly subnetId: string | null;
  readonly imageId: string | null;
  readonly instanceType: string | null;
  readonly keyName: string | null;
  readonly securityGroupIds: readonly string[];
  /** ARN or name; the host acts as the role in it. */
  readonly instanceProfile: string | null;
}
