import type { TlsSettings, TlsVersion } from '@bluegreen/load-balancer';
import { AwsError } from '../service.js';

type Versions = Pick<TlsSettings, 'minVersion' | 'maxVersion'>;

const MINIMA: readonly TlsVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/** Of policies whose name does not say the lowest version: all from 1.0 on. */
const OLD = ['2015-05', '2016-08', 'TLS-1-0-2015-04', 'FS-2018-06'];
const UP_TO_12 = [
  ...['TLS-1-1-2017-01', 'TLS-1-2-2017-01', 'TLS-1-2-Ext-2018-06'],
  ...['FS-1-1-2019-08', 'FS-1-2-2019-08', 'FS-1-2-Res-2019-08', 'FS-1-2-Res-2020-10'],
];
const UP_TO_13 = [
  ...['1-0', '1-1', '1-2', '1-2-Res', '1-2-Ext1', '1-2-Ext2', '1-3'].map((name) => `TLS13-${name}-2021-06`),
  ...['1-0', '1-1', '1-2', '1-2-Res', '1-2-Ext0', '1-2-Ext1', '1-2-Ext2', '1-3'].map(
    (name) => `TLS13-${name}-FIPS-2023-04`,
  ),
];
function named(names: readonly string[], maxVersion: TlsVersion): (readonly [string, Versions])[] {
  return names.map((name) => [`ELBSecurityPolicy-${name}`, { minVersion: lowest(name), maxVersion }]);
}

const POLICIES: ReadonlyMap<string, Versions> = new Map([
  ...named(OLD, 'TLSv1.2'),
  ...named(UP_TO_12, 'TLSv1.2'),
  ...named(UP_TO_13, 'TLSv1.3'),
]);

/** The policy's versions of TLS. @throws AwsError SSLPolicyNotFound */
export function versionsOf(policy: string): Versions {
  const versions = POLICIES.get(policy);
  if (!versions) throw new AwsError('SSLPolicyNotFound', `SSL policy '${policy}' not found`);
  return versions;
}

function lowest(name: string): TlsVersion {
  return MINIMA[Number(/-1-(\d)/.exec(name)?.[1])] ?? 'TLSv1';
}
