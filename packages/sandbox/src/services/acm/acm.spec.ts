import { X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import { connect } from 'node:tls';
import { once } from 'node:events';
import { ElasticLoadBalancingV2, type CreateListenerInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { DEFAULT_KEY_PAIR } from '../../signature/credentials.js';
import { awsCli, hasAwsCli } from '../../testing/aws-cli.js';
import { insider } from '../../topology/ask.js';
import { startElbWorld, type ElbWorld } from '../elbv2/testing/elb-world.js';
import type { ElbV2 } from '../elbv2/index.js';
import { createAcm, type Acm } from './index.js';
import { foundAuthority, issue } from './x509/authority.js';
import { makeKeys, pemOf } from './x509/keys.js';

jest.setTimeout(60_000);

const PLACE = { account: '123456789012', region: 'us-east-1' };
const MISSING = 'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000';
const ask = insider(PLACE);

let world: ElbWorld;
let acm: Acm;
let client: ElasticLoadBalancingV2;
let loadBalancer: string;
let group: string;
let changes = 0;

beforeEach(async () => {
  changes = 0;
  const elb: { current?: ElbV2 } = {};
  acm = createAcm({
    ...{ ...PLACE, clock: { now: () => Date.now() } },
    usersOf: (arn) => elb.current?.showing(arn) ?? [],
    onReplaced: (arn) => elb.current?.certificateReplaced(arn),
    onChange: () => changes++,
  });
  const certificates = (arn: string, host: string) => acm.shown(arn, host);
  world = await startElbWorld({ certificates, services: () => [acm.service] });
  elb.current = world.elb;
  client = new ElasticLoadBalancingV2({
    endpoint: world.endpoint,
    region: PLACE.region,
    credentials: DEFAULT_KEY_PAIR,
  });
  await world.launch('i-0b1e');
  const made = await client.createTargetGroup({ Name: 'blue', Protocol: 'HTTP', Port: 80, HealthCheckPath: '/health' });
  group = made.TargetGroups![0]!.TargetGroupArn!;
  await client.registerTargets({ TargetGroupArn: group, Targets: [{ Id: 'i-0b1e' }] });
  const { LoadBalancers } = await client.createLoadBalancer({ Name: 'bg', Subnets: ['subnet-a', 'subnet-b'] });
  loadBalancer = LoadBalancers![0]!.LoadBalancerArn!;
});
afterEach(async () => {
  client.destroy();
  await world.close();
});

const call = <Answer extends object>(operation: string, input: Parameters<typeof ask>[2] = {}) =>
  ask<Answer>(acm.service, operation, input);
const requested = async (DomainName: string, further: Record<string, string | string[]> = {}) => {
  const input = { DomainName, KeyAlgorithm: 'EC_prime256v1', ...further };
  return (await call<{ CertificateArn: string }>('RequestCertificate', input)).CertificateArn;
};
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A certificate from outside, with its key, as PEM. */
async function foreign(...names: string[]) {
  const [authority, keys] = [await foundAuthority(), await makeKeys('EC_prime256v1')];
  return { Certificate: issue(authority, keys.publicKey, names), PrivateKey: pemOf(keys.privateKey) };
}
const imported = async ({ Certificate, PrivateKey }: Awaited<ReturnType<typeof foreign>>, CertificateArn?: string) => {
  const input = { Certificate: base64(Certificate), PrivateKey: base64(PrivateKey) };
  const answer = await call<{ CertificateArn: string }>('ImportCertificate', {
    ...input,
    ...(CertificateArn === undefined ? {} : { CertificateArn }),
  });
  return answer.CertificateArn;
};
async function listener(CertificateArn: string, further: Partial<CreateListenerInput> = {}): Promise<string> {
  const answer = await client.createListener({
    ...{ LoadBalancerArn: loadBalancer, Protocol: 'HTTPS', Port: 443, Certificates: [{ CertificateArn }] },
    DefaultActions: [{ Type: 'forward', TargetGroupArn: group }],
    ...further,
  });
  return answer.Listeners![0]!.ListenerArn!;
}
const port = () => Number(new URL(world.urlOf(443)).port);

/** A request that trusts nothing but the sandbox's authority, and checks the address. */
function answer(): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: port(), agent: false, ca: acm.authority() ?? '' };
    const outgoing = request(options, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      incoming.on('end', () => resolve(text));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

async function shownTo(servername: string): Promise<X509Certificate> {
  const socket = connect({ host: '127.0.0.1', port: port(), servername, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const certificate = socket.getPeerX509Certificate()!;
  socket.destroy();
  return certificate;
}

describe('a requested certificate', () => {
  it.each(['RSA_2048', 'EC_prime256v1', 'EC_secp384r1'])('with %s is signed by the authority', async (KeyAlgorithm) => {
    const arn = await requested('shop.example.test', { KeyAlgorithm, SubjectAlternativeNames: ['*.example.test'] });
    const got = await call<{ Certificate: string; CertificateChain: string }>('GetCertificate', {
      CertificateArn: arn,
    });
    const [leaf, authority] = [new X509Certificate(got.Certificate), new X509Certificate(got.CertificateChain)];
    expect(leaf.verify(authority.publicKey)).toBe(true);
    expect(leaf.checkIssued(authority)).toBe(true);
    expect(authority.ca).toBe(true);
    expect([leaf.ca, leaf.subject, leaf.subjectAltName]).toEqual([
      false,
      'CN=shop.example.test',
      'DNS:shop.example.test, DNS:*.example.test',
    ]);
    expect(got.CertificateChain).toBe(acm.authority());
  });

  it('is believed by a client that trusts the authority, at the load balancer’s address', async () => {
    await listener(await requested('shop.example.test'));
    expect(await answer()).toBe('i-0b1e');
    const shown = await shownTo('shop.example.test');
    expect(shown.checkHost('shop.example.test')).toBe('shop.example.test');
    expect(shown.checkIP('127.0.0.1')).toBe('127.0.0.1');
  });

  it('asked for twice under one token is one', async () => {
    const twice = { IdempotencyToken: 'once' };
    const first = await requested('shop.example.test', twice);
    expect(await requested('shop.example.test', twice)).toBe(first);
    expect(await requested('other.example.test', twice)).not.toBe(first);
  });

  it('can be deleted only once nothing shows it', async () => {
    const arn = await requested('shop.example.test');
    const listenerArn = await listener(arn);
    const described = await call<{ Certificate: object }>('DescribeCertificate', { CertificateArn: arn });
    expect(described.Certificate).toMatchObject({ Status: 'ISSUED', Type: 'AMAZON_ISSUED', InUseBy: [loadBalancer] });
    await expect(call('DeleteCertificate', { CertificateArn: arn })).rejects.toMatchObject({
      code: 'ResourceInUseException',
    });
    await client.deleteListener({ ListenerArn: listenerArn });
    await call('DeleteCertificate', { CertificateArn: arn });
    await expect(call('DescribeCertificate', { CertificateArn: arn })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
    await expect(listener(arn)).rejects.toMatchObject({ name: 'CertificateNotFoundException' });
  });
});

describe('an imported certificate', () => {
  it('is shown as it is, and the next one at once where it is imported in its place', async () => {
    const [one, two] = [await foreign('one.example.test'), await foreign('two.example.test')];
    const arn = await imported(one);
    await listener(arn);
    expect((await shownTo('one.example.test')).toString()).toBe(one.Certificate);
    expect(await imported(two, arn)).toBe(arn);
    expect((await shownTo('one.example.test')).toString()).toBe(two.Certificate);
    const { Certificate } = await call<{ Certificate: object }>('DescribeCertificate', { CertificateArn: arn });
    expect(Certificate).toMatchObject({
      Type: 'IMPORTED',
      DomainName: 'two.example.test',
      Subject: 'CN=two.example.test',
    });
  });

  it.each<[string, (pair: Awaited<ReturnType<typeof foreign>>) => Promise<object>, RegExp]>([
    [
      'a key of another certificate',
      async (pair) => ({ ...pair, PrivateKey: (await foreign('x.test')).PrivateKey }),
      /does not match/,
    ],
    ['no key', (pair) => Promise.resolve({ Certificate: pair.Certificate }), /PrivateKey/],
    [
      'two certificates',
      (pair) => Promise.resolve({ ...pair, Certificate: pair.Certificate.repeat(2) }),
      /more than one/,
    ],
    ['no certificate', (pair) => Promise.resolve({ ...pair, Certificate: 'hello' }), /PEM/],
    ['a broken chain', (pair) => Promise.resolve({ ...pair, CertificateChain: 'hello' }), /chain/],
  ])('is refused with %s', async (_name, change, message) => {
    const pieces = Object.entries(await change(await foreign('shop.example.test')));
    const input = Object.fromEntries(pieces.map(([name, text]) => [name, base64(String(text))]));
    const refused = { code: 'ValidationException', message: expect.stringMatching(message) };
    await expect(call('ImportCertificate', input)).rejects.toMatchObject(refused);
    expect(changes).toBe(0);
  });
});

describe('listeners', () => {
  it('show further certificates to who names their hosts', async () => {
    const [first, second] = [await requested('one.example.test'), await requested('two.example.test')];
    const ListenerArn = await listener(first);
    const Certificates = [{ CertificateArn: second }];
    await client.addListenerCertificates({ ListenerArn, Certificates });
    expect((await shownTo('two.example.test')).subject).toBe('CN=two.example.test');
    expect((await client.describeListenerCertificates({ ListenerArn })).Certificates).toEqual([
      { CertificateArn: first, IsDefault: true },
      { CertificateArn: second, IsDefault: false },
    ]);
    await expect(
      client.removeListenerCertificates({ ListenerArn, Certificates: [{ CertificateArn: first }] }),
    ).rejects.toMatchObject({ name: 'OperationNotPermittedException' });
    await client.removeListenerCertificates({ ListenerArn, Certificates });
    expect((await shownTo('two.example.test')).subject).toBe('CN=one.example.test');
    await call('DeleteCertificate', { CertificateArn: second });
  });

  it('keep the certificate when their action changes, and change protocol, policy and certificate where they stand', async () => {
    const [first, second] = [await requested('one.example.test'), await requested('two.example.test')];
    const ListenerArn = await listener(first, { SslPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06' });
    const modify = (input: object) => client.modifyListener({ ListenerArn, ...input });
    await modify({
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200', MessageBody: 'mine' } }],
    });
    expect(await answer()).toBe('mine');
    const old = connect({ host: '127.0.0.1', port: port(), maxVersion: 'TLSv1.2', rejectUnauthorized: false });
    expect((await once(old, 'error'))[0]).toMatchObject({ code: expect.stringMatching(/SSL|TLS/) });

    const changed = await modify({
      Certificates: [{ CertificateArn: second }],
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    });
    expect(changed.Listeners![0]).toMatchObject({
      Certificates: [{ CertificateArn: second }],
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    });
    expect((await shownTo('')).subject).toBe('CN=two.example.test');

    await modify({ Protocol: 'HTTP' });
    expect(await (await fetch(world.urlOf(443))).text()).toBe('mine');
    await expect(modify({ Protocol: 'HTTPS' })).rejects.toMatchObject({ name: 'ValidationError' });
    await modify({ Protocol: 'HTTPS', Certificates: [{ CertificateArn: first }] });
    expect(await answer()).toBe('mine');
  });

  it('go on with their certificates after a restart', async () => {
    await listener(await requested('shop.example.test'));
    const [certificates, balancers] = [JSON.stringify(acm.snapshot()), JSON.stringify(world.elb.snapshot())];
    const again = createAcm({ ...PLACE, clock: { now: () => 0 }, usersOf: () => [], onReplaced: () => undefined });
    await again.restore(JSON.parse(certificates) as object);
    const other = await startElbWorld({ certificates: (arn, host) => again.shown(arn, host) });
    try {
      await other.elb.restore(JSON.parse(balancers));
      expect(again.authority()).toBe(acm.authority());
      expect(other.urlOf(443)).toMatch(/^https:/);
    } finally {
      await other.close();
    }
  });
});

describe('lists and tags', () => {
  it('lists RSA keys unless others are asked for, page by page', async () => {
    const elliptic = [await requested('a.example.test'), await requested('b.example.test')];
    const list = (input: Parameters<typeof ask>[2]) =>
      call<{ CertificateSummaryList: { CertificateArn: string }[]; NextToken?: string }>('ListCertificates', input);
    expect((await list({})).CertificateSummaryList).toEqual([]);
    const asked = { Includes: { keyTypes: ['EC_prime256v1'] }, MaxItems: 1 };
    const first = await list(asked);
    const second = await list({ ...asked, NextToken: first.NextToken ?? '' });
    expect([...first.CertificateSummaryList, ...second.CertificateSummaryList]).toMatchObject(
      elliptic.map((CertificateArn) => ({ CertificateArn, InUse: false })),
    );
    expect(second.NextToken).toBeUndefined();
    expect((await list({ ...asked, CertificateStatuses: ['PENDING_VALIDATION'] })).CertificateSummaryList).toEqual([]);
  });

  it('tags come, change and go', async () => {
    const CertificateArn = await requested('shop.example.test');
    const tag = (operation: string, ...Tags: Record<string, string>[]) => call(operation, { CertificateArn, Tags });
    await tag('AddTagsToCertificate', { Key: 'a', Value: '1' }, { Key: 'b', Value: '2' });
    await tag('RemoveTagsFromCertificate', { Key: 'a', Value: 'other' }, { Key: 'b' });
    const listed = await call('ListTagsForCertificate', { CertificateArn });
    expect(listed).toEqual({ Tags: [{ Key: 'a', Value: '1' }] });
    expect(acm.tagsOf(CertificateArn)).toEqual({ a: '1' });
  });

  it.each<[string, string, Record<string, string>, string]>([
    ['a domain that is none', 'RequestCertificate', { DomainName: 'no domain' }, 'ValidationException'],
    ['an address for a domain', 'RequestCertificate', { DomainName: '127.0.0.1' }, 'ValidationException'],
    ['a key nobody knows', 'RequestCertificate', { DomainName: 'a.test', KeyAlgorithm: 'DSA' }, 'ValidationException'],
    [
      'a private authority',
      'RequestCertificate',
      { DomainName: 'a.test', CertificateAuthorityArn: 'arn' },
      'NotImplemented',
    ],
    ['no such certificate', 'DescribeCertificate', { CertificateArn: MISSING }, 'ResourceNotFoundException'],
    ['what is no ARN', 'DeleteCertificate', { CertificateArn: 'shop' }, 'ValidationException'],
  ])('refuses %s', async (_name, operation, input, code) => {
    const refused = call(operation, input);
    await expect(refused).rejects.toMatchObject({ code });
  });
});

(hasAwsCli ? it : it.skip)('speaks to the aws command', async () => {
  const aws = async (...words: string[]) => JSON.parse(await awsCli(world.endpoint, ['acm', ...words])) as object;
  const { CertificateArn } = (await aws('request-certificate', '--domain-name', 'shop.example.test')) as {
    CertificateArn: string;
  };
  expect(await aws('list-certificates')).toMatchObject({
    CertificateSummaryList: [{ CertificateArn, KeyAlgorithm: 'RSA-2048', NotAfter: expect.anything() }],
  });
  await expect(aws('describe-certificate', '--certificate-arn', MISSING)).rejects.toMatchObject({
    stderr: expect.stringContaining('ResourceNotFoundException'),
  });
});
