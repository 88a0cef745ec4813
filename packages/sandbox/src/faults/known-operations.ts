import type { Service } from '../services/service.js';

/** Operation names of each service. */
export type KnownOperations = ReadonlyMap<string, readonly string[]>;

export function knownOperations(services: readonly Service[]): KnownOperations {
  return new Map(
    services.map((service) => [
      service.name,
      service.kind === 'rpc' ? Object.keys(service.operations) : (service.operationNames ?? []),
    ]),
  );
}

/** Names that people use for a credential scope. */
const ALIASES: Readonly<Record<string, string>> = {
  elb: 'elasticloadbalancing',
  elbv2: 'elasticloadbalancing',
  asg: 'autoscaling',
  'auto-scaling': 'autoscaling',
  cloudwatch: 'monitoring',
};

export function scopeOf(name: string): string {
  return ALIASES[name] ?? name;
}
