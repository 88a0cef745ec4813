import type { KeyPair } from '../signature/credentials.js';
import { SHIPPED } from './names.js';
import type { Topology } from './topology.js';

export interface PublicAddresses {
  /** Name of the load balancer for a browser or curl, with its port where that is not 80. */
  readonly dnsName: string;
  readonly productionUrl: string;
  readonly testUrl: string;
}

/** Variables for any AWS client, for the guide's pipeline and for `bluegreen`. */
export function environmentVariables(input: {
  readonly endpoint: string;
  readonly keyPair: KeyPair;
  readonly topology: Topology;
  readonly addresses: PublicAddresses;
  /** File of what must be trusted besides the usual authorities; null where nothing need be. */
  readonly trust: string | null;
}): Record<string, string> {
  const { topology, addresses, trust } = input;
  // What the SDK works out by itself needs no variable.
  const testUrlIsUsual = addresses.testUrl === `http://${addresses.dnsName}:8080`;
  const productionUrlIsUsual = ['http', 'https'].some(
    (scheme) => addresses.productionUrl === `${scheme}://${addresses.dnsName}`,
  );
  return {
    AWS_ENDPOINT_URL: input.endpoint,
    AWS_ACCESS_KEY_ID: input.keyPair.accessKeyId,
    AWS_SECRET_ACCESS_KEY: input.keyPair.secretAccessKey,
    AWS_DEFAULT_REGION: SHIPPED.region,
    AWS_REGION: SHIPPED.region,
    APPLICATION_NAME: SHIPPED.applicationName,
    CODEDEPLOY_APPLICATION_NAME: topology.application,
    CODEDEPLOY_S3_BUCKET: topology.bucket,
    BLUE_TARGET_GROUP: topology.targetGroups.blue.name,
    GREEN_TARGET_GROUP: topology.targetGroups.green.name,
    ALB_LISTENER_ARN: topology.listenerArn,
    ALB_DNS_NAME: addresses.dnsName,
    ...(productionUrlIsUsual ? {} : { BLUEGREEN_PRODUCTION_URL: addresses.productionUrl }),
    ...(trust === null ? {} : { NODE_EXTRA_CA_CERTS: trust }),
    ...(testUrlIsUsual ? {} : { BLUEGREEN_TEST_URL: addresses.testUrl }),
  };
}
