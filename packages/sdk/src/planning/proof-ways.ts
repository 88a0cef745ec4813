import type { EnvironmentConfig, ListenerSnapshot, Route, RuleCondition, Snapshot } from '../domain/environment.js';

type Config = Pick<EnvironmentConfig, 'productionUrl' | 'paths'>;
type Seen = Pick<Snapshot, 'routes' | 'listeners'>;

/** One way for a request to meet a route. */
export interface ProofWay {
  readonly routeArn: string;
  /** Base URL. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The address was derived, so that its certificate may be for another name. */
  readonly derived: boolean;
}

export interface ProofWays {
  /** At least one. */
  readonly ways: readonly ProofWay[];
  /** Moved routes that no request for the version can be sure to meet. */
  readonly readBackOnly: readonly string[];
}

/**
 * How to ask through every route that moved. Pure. A rule decides a request for the version only when its conditions say
 * so for certain and no rule before it may take the request; a rule for one host is met by naming that host.
 *
 * @param routeArns the routes that moved.
 */
export function waysToProve(seen: Seen, config: Config, routeArns: readonly string[]): ProofWays {
  const addresses = addressesOf(seen, config);
  const moved = seen.routes.filter((route) => routeArns.includes(route.arn));
  const found = moved.map((route) => ({ route, way: wayTo(route, seen, config, addresses) }));
  const ways = found.flatMap(({ way }) => way ?? []);
  const readBackOnly = found.flatMap(({ route, way }) => (way ? [] : [route.arn]));
  if (ways.length > 0) return { ways, readBackOnly };
  // The address that clients use stands for all that cannot be told apart.
  return { ways: [{ routeArn: '', url: config.productionUrl, headers: {}, derived: false }], readBackOnly };
}

/** One base URL for every production listener that can be asked; at least one. */
export function productionUrlsOf(seen: Seen, config: Config): string[] {
  const urls = [...addressesOf(seen, config).values()].map((address) => address.url);
  return urls.length > 0 ? urls : [config.productionUrl];
}

interface Address {
  readonly url: string;
  readonly derived: boolean;
}

/**
 * Addresses by listener. Clients' own address is that of the listener with its scheme and port; the other listeners are
 * on the same host. Where no listener has that port, something stands before the load balancer: nothing can be derived.
 * A bare DNS name, which reads as plain HTTP, is none such where the listeners are on HTTPS's own port: there plain HTTP
 * only leads to them.
 */
function addressesOf({ listeners }: Seen, { productionUrl }: Config): Map<string, Address> {
  const usual = { url: productionUrl, derived: false };
  const [first] = listeners;
  if (!first) return new Map();
  const used = listeners.find((listener) => origin(listener, productionUrl) === new URL(productionUrl).origin);
  const isBareName = new URL(productionUrl).origin === origin({ protocol: 'http', port: 80 }, productionUrl);
  const leadsOn = isBareName && listeners.some(({ protocol, port }) => protocol === 'https' && port === 443);
  if (!used && !leadsOn) return new Map([[first.arn, usual]]);
  return new Map(
    listeners.map((listener) => [
      listener.arn,
      listener === used ? usual : { url: origin(listener, productionUrl), derived: true },
    ]),
  );
}

function origin({ protocol, port }: Pick<ListenerSnapshot, 'protocol' | 'port'>, productionUrl: string): string {
  return new URL(`${protocol}://${new URL(productionUrl).hostname}:${port}`).origin;
}

function wayTo(route: Route, { listeners }: Seen, config: Config, addresses: Map<string, Address>): ProofWay | null {
  const address = addresses.get(route.listenerArn);
  const listener = listeners.find((candidate) => candidate.arn === route.listenerArn);
  if (!address || !listener) return null;
  const own = listener.rules.findIndex((rule) => rule.arn === route.arn);
  if (route.kind === 'rule' && own < 0) return null;
  const rules = route.kind === 'rule' ? listener.rules.slice(0, own + 1) : listener.rules;
  const usual = new URL(address.url).hostname;
  const named = route.kind === 'rule' ? plainHostsOf(listener.rules[own]!.conditions) : [];
  const host = [usual, ...named].find((candidate) => decidesAt(rules, route, candidate, config.paths.version));
  if (host === undefined) return null;
  return { routeArn: route.arn, ...address, headers: host === usual ? {} : { host } };
}

/** The last of the rules (or, for a listener, none of them) takes the request, for certain. */
function decidesAt(rules: ListenerSnapshot['rules'], route: Route, host: string, path: string): boolean {
  const answers = rules.map(({ conditions }) => matches(conditions, host, path));
  const before = route.kind === 'rule' ? answers.slice(0, -1) : answers;
  return before.every((answer) => answer === 'no') && (route.kind === 'listener' || answers.at(-1) === 'yes');
}

type Answer = 'yes' | 'no' | 'unknown';

function matches(conditions: readonly RuleCondition[], host: string, path: string): Answer {
  const answers = conditions.map((condition) => answerOf(condition, host, path));
  if (answers.includes('no')) return 'no';
  return answers.includes('unknown') ? 'unknown' : 'yes';
}

function answerOf({ kind, values }: RuleCondition, host: string, path: string): Answer {
  switch (kind) {
    case 'host':
      return values.some((value) => fits(value.toLowerCase(), host.toLowerCase())) ? 'yes' : 'no';
    case 'path':
      return values.some((value) => fits(value, path)) ? 'yes' : 'no';
    case 'method':
      return values.includes('GET') ? 'yes' : 'no';
    // A request of the proof has no query, and no header that a rule would ask for.
    case 'header':
    case 'query':
      return 'no';
    case 'other':
      return 'unknown';
  }
}

/** `*` is any characters, `?` is one. */
function fits(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text);
}

function plainHostsOf(conditions: readonly RuleCondition[]): string[] {
  const hosts = conditions.flatMap(({ kind, values }) => (kind === 'host' ? values : []));
  return hosts.filter((host) => !/[*?]/.test(host));
}
