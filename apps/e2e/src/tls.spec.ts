import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BARE, sandboxUp, type StatusJson, type TestSandbox } from './testing/sandbox.js';
import { bluegreen } from './testing/cli.js';

jest.setTimeout(180_000);

const CERTIFICATE = `Resources:
  Shop: { Type: 'AWS::CertificateManager::Certificate', Properties: { DomainName: shop.example.test, KeyAlgorithm: EC_prime256v1 } }
Outputs: { Arn: { Value: !Ref Shop } }
`;

let sandbox: TestSandbox;
let folder: string;
/** Variables as `bluegreen sandbox env` gives them once the stack has its certificate. */
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bluegreen-tls-'));
  sandbox = await sandboxUp('--instances', '1', '--workers', '1', '--time-scale', '20');
  const template = join(folder, 'certificate.yaml');
  writeFileSync(template, CERTIFICATE);
  await sandbox.json('infra', 'deploy', '--yes', '--stack', 'certificates', '--template', template);
  const outputs = await sandbox.json<Record<string, string>>('infra', 'outputs', '--stack', 'certificates');
  const parameter = `CertificateArn=${outputs['Arn']}`;
  await sandbox.json('infra', 'deploy', '--yes', '-p', parameter);
  const { port } = new URL(sandbox.environment['AWS_ENDPOINT_URL']!);
  const described = await bluegreen(['sandbox', 'env', '--port', port, '--json'], BARE);
  environment = { ...BARE, ...(JSON.parse(described.stdout) as Record<string, string>) };
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (further: NodeJS.ProcessEnv, ...words: string[]) =>
  bluegreen([...words, '--json'], { ...environment, ...further });
const live = async () => (JSON.parse((await run({}, 'status')).stdout) as StatusJson).live;
/** Strictly checked: a name given by hand is never excused from its certificate. */
const byName = () => ({ BLUEGREEN_PRODUCTION_URL: `https://${environment['ALB_DNS_NAME']}` });

function get(url: string, ca?: string): Promise<{ status: number; location: string | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const [send, options] = ca === undefined ? [plain, {}] : [secure, { ca }];
    const outgoing = send(url, { ...options, agent: false }, (incoming) => {
      let body = '';
      incoming.setEncoding('utf8').on('data', (text: string) => (body += text));
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, location: incoming.headers.location, body }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

it('the environment names the HTTPS listener and the file that makes its certificate believed', async () => {
  const host = environment['ALB_DNS_NAME']!;
  expect(environment['ALB_LISTENER_ARN']).not.toBe(sandbox.environment['ALB_LISTENER_ARN']);
  expect(sandbox.environment['NODE_EXTRA_CA_CERTS']).toBe(BARE['NODE_EXTRA_CA_CERTS']);
  const trusted = readFileSync(environment['NODE_EXTRA_CA_CERTS']!, 'utf8');
  expect(JSON.parse((await get(`https://${host}/version`, trusted)).body)).toMatchObject({ color: 'blue' });
  expect(await get(`http://${host}/version?a=b`)).toMatchObject({
    status: 301,
    location: `https://${host}:443/version?a=b`,
  });
});

it('a switch proves itself over TLS', async () => {
  const { code, stderr } = await run({}, 'switch', 'green', '--yes');
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  expect(await live()).toBe('green');
});

it('believes the certificate under an address given by hand, where it is told whom to trust', async () => {
  const { code } = await run(byName(), 'switch', 'blue', '--yes');
  expect(code).toBe(0);
  expect(await live()).toBe('blue');
});

it('does not take the word of a certificate that nobody vouches for', async () => {
  const { code, stdout, stderr } = await run(
    { ...byName(), NODE_EXTRA_CA_CERTS: undefined },
    'switch',
    'green',
    '--yes',
    '--timeout',
    '5s',
  );
  expect(code).not.toBe(0);
  expect(stdout + stderr).toMatch(/certificate/i);
  expect(await live()).toBe('blue');
});
