import { anyText, switchable, type AttributeCatalogue, type AttributeDefinition } from './catalogue.js';

const HEADER_NAMES = [
  'x_amzn_mtls_clientcert_serial_number',
  'x_amzn_mtls_clientcert_issuer',
  'x_amzn_mtls_clientcert_subject',
  'x_amzn_mtls_clientcert_validity',
  'x_amzn_mtls_clientcert_leaf',
  'x_amzn_mtls_clientcert',
  'x_amzn_tls_version',
  'x_amzn_tls_cipher_suite',
];
const HEADER_VALUES = [
  'strict_transport_security',
  'access_control_allow_origin',
  'access_control_allow_methods',
  'access_control_allow_headers',
  'access_control_allow_credentials',
  'access_control_expose_headers',
  'access_control_max_age',
  'content_security_policy',
  'x_content_type_options',
  'x_frame_options',
];
const optional: AttributeDefinition = { initial: null, check: anyText };

/** Attributes of an application load balancer's listener. Kept and shown; the data plane does not act on them. */
export const LISTENER_ATTRIBUTES: AttributeCatalogue = {
  'routing.http.response.server.enabled': { initial: 'true', check: switchable },
  ...Object.fromEntries(HEADER_NAMES.map((name) => [`routing.http.request.${name}.header_name`, optional])),
  ...Object.fromEntries(HEADER_VALUES.map((name) => [`routing.http.response.${name}.header_value`, optional])),
};
