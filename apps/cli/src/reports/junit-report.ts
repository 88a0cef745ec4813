import { XMLBuilder } from 'fast-xml-parser';
import { stripVTControlCharacters } from 'node:util';
import { verdictsOf, type ReportFacts } from './report-facts.js';

/**
 * `junit.xml`: every gate is a test case, and so are every asked endpoint and the operation itself, so that a merge
 * request shows what stopped it. A gate without data is an error, a failed one a failure.
 */
export function junitReport(facts: ReportFacts): string {
  const cases = [...gateCases(facts), ...endpointCases(facts), operationCase(facts)];
  const suite = {
    '@name': `bluegreen ${facts.command}`,
    '@tests': cases.length,
    '@failures': cases.filter((entry) => 'failure' in entry).length,
    '@errors': cases.filter((entry) => 'error' in entry).length,
    '@time': seconds(facts.endedAt - facts.startedAt),
    testcase: cases,
  };
  const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true });
  const document = { '?xml': { '@version': '1.0', '@encoding': 'UTF-8' }, testsuites: { testsuite: suite } };
  return builder.build(document);
}

type TestCase = Record<string, unknown>;

function gateCases(facts: ReportFacts): TestCase[] {
  return verdictsOf(facts).map(({ gate, verdict, summary, evidence = [], next }) => {
    const named = { '@classname': `${facts.command}.gates`, '@name': `${gate}: ${clean(summary)}` };
    if (verdict === 'pass') return named;
    const told = { '@message': clean(summary), '#text': clean([...evidence, ...(next ? [next] : [])].join('\n')) };
    return verdict === 'fail' ? { ...named, failure: told } : { ...named, error: told };
  });
}

function endpointCases({ command, events }: ReportFacts): TestCase[] {
  return events.flatMap((event) => {
    if (event.type !== 'endpoint.validated') return [];
    const named = { '@classname': `${command}.endpoints`, '@name': event.path, '@time': seconds(event.elapsedMs) };
    return [event.ok ? named : { ...named, failure: { '@message': clean(event.detail) } }];
  });
}

function operationCase({ command, startedAt, endedAt, error, exitCode }: ReportFacts): TestCase {
  const named = { '@classname': command, '@name': `bluegreen ${command}`, '@time': seconds(endedAt - startedAt) };
  if (exitCode === 0) return named;
  const message = error ? `${error.code}: ${error.message}` : `exit code ${exitCode}`;
  const lines = error ? [...error.evidence, error.next] : [];
  return { ...named, failure: { '@message': clean(message), '#text': clean(lines.join('\n')) } };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** Logs may hold what XML cannot: control characters. */
function clean(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters that XML 1.0 forbids
  return stripVTControlCharacters(text).replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
}
