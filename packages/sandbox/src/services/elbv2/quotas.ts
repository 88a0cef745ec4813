/** Quotas of contract B9 ("Quotas"), by the names DescribeAccountLimits gives them. */
export interface Quotas {
  readonly 'application-load-balancers': number;
  readonly 'listeners-per-application-load-balancer': number;
  /** Default rules are not counted. */
  readonly 'rules-per-application-load-balancer': number;
  readonly 'target-groups': number;
  readonly 'target-groups-per-application-load-balancer': number;
  readonly 'target-groups-per-action-on-application-load-balancer': number;
  readonly 'targets-per-application-load-balancer': number;
  readonly 'targets-per-target-group': number;
  readonly 'condition-values-per-alb-rule': number;
  readonly 'condition-wildcards-per-alb-rule': number;
  readonly 'certificates-per-application-load-balancer': number;
}

export const PUBLISHED_QUOTAS: Quotas = {
  'application-load-balancers': 50,
  'listeners-per-application-load-balancer': 50,
  'rules-per-application-load-balancer': 100,
  'target-groups': 3000,
  'target-groups-per-application-load-balancer': 100,
  'target-groups-per-action-on-application-load-balancer': 5,
  'targets-per-application-load-balancer': 1000,
  'targets-per-target-group': 1000,
  'condition-values-per-alb-rule': 5,
  'condition-wildcards-per-alb-rule': 5,
  'certificates-per-application-load-balancer': 25,
};

export const MAX_TAGS = 50;
