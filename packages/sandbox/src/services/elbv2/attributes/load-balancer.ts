import { anyText, oneOf, switchable, within, type AttributeCatalogue } from './catalogue.js';

/** Attributes of a load balancer, contract B5. */
export const LOAD_BALANCER_ATTRIBUTES: AttributeCatalogue = {
  'access_logs.s3.enabled': { initial: 'false', check: switchable },
  'access_logs.s3.bucket': { initial: '', check: anyText },
  'access_logs.s3.prefix': { initial: '', check: anyText },
  'client_keep_alive.seconds': { initial: '3600', check: within(60, 604_800) },
  'connection_logs.s3.enabled': { initial: 'false', check: switchable },
  'connection_logs.s3.bucket': { initial: '', check: anyText },
  'connection_logs.s3.prefix': { initial: '', check: anyText },
  'deletion_protection.enabled': { initial: 'false', check: switchable },
  'health_check_logs.s3.enabled': { initial: 'false', check: switchable },
  'health_check_logs.s3.bucket': { initial: '', check: anyText },
  'health_check_logs.s3.prefix': { initial: '', check: anyText },
  'idle_timeout.timeout_seconds': { initial: '60', check: within(1, 4000) },
  'ipv6.deny_all_igw_traffic': { initial: 'false', check: switchable },
  // Cannot be turned off for an application load balancer.
  'load_balancing.cross_zone.enabled': { initial: 'true', check: oneOf('true') },
  'routing.http.desync_mitigation_mode': { initial: 'defensive', check: oneOf('monitor', 'defensive', 'strictest') },
  'routing.http.drop_invalid_header_fields.enabled': { initial: 'false', check: switchable },
  'routing.http.preserve_host_header.enabled': { initial: 'false', check: switchable },
  'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': { initial: 'false', check: switchable },
  'routing.http.xff_client_port.enabled': { initial: 'false', check: switchable },
  'routing.http.xff_header_processing.mode': { initial: 'append', check: oneOf('append', 'preserve', 'remove') },
  'routing.http2.enabled': { initial: 'true', check: switchable },
  'waf.fail_open.enabled': { initial: 'false', check: switchable },
  'zonal_shift.config.enabled': { initial: 'false', check: switchable },
};
