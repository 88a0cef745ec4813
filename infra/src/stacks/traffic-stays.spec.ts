import { rmSync } from 'node:fs';
import { Tags } from 'aws-cdk-lib';
import { createApp } from '../app.js';
import type { ResourceText } from '../testing/synthesize.js';
import { synthesize, textOf } from '../testing/synthesize.js';
import { PARAMETER_NAMES } from './parameters.js';

/**
 * CloudFormation sends a resource's properties again only when they differ from the former template's, after references
 * are resolved. So traffic stays where a switch put it as long as the listeners' text is constant and what they refer to
 * is never replaced.
 */
const LISTENERS = ['ApplicationLoadBalancerHttpListener', 'ApplicationLoadBalancerHttpsListener'];
const ENDS = ['ApplicationLoadBalancer', 'BlueTargetGroup', 'GreenTargetGroup'];

/** Properties whose change makes AWS replace the resource, by its CloudFormation reference. */
const REPLACING: Readonly<Record<string, readonly string[]>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['Name', 'Scheme', 'Type'],
  'AWS::ElasticLoadBalancingV2::TargetGroup': ['Name', 'Port', 'Protocol', 'ProtocolVersion', 'TargetType', 'VpcId'],
};

const shipped = textOf(synthesize()).Resources;

describe('an update of the stack', () => {
  it.each([
    ['another instance type', { context: { instanceType: 'm7i.large' } }],
    ['other sizes', { context: { blueDesired: 8, greenDesired: 0, maxSize: 20 } }],
    ['other tags', { tags: { team: 'payments', 'cost-center': '42' } }],
    ['another project in GitLab and an alarm mail', { context: { gitLabProjectPath: 'a/b', alarmEmail: 'a@b.c' } }],
  ])('with %s leaves what routes traffic as it is', (_name, input) => {
    const changed = textOf(synthesize(input)).Resources;
    for (const id of LISTENERS) expect(JSON.stringify(changed[id])).toBe(JSON.stringify(shipped[id]));
    for (const id of ENDS) expect(withoutTags(changed[id]!)).toEqual(withoutTags(shipped[id]!));
  });

  it('changes something at all with another instance type and with tags', () => {
    const { Parameters } = textOf(synthesize({ context: { instanceType: 'm7i.large' } }));
    expect(Parameters['InstanceType']?.['Default']).toBe('m7i.large');
    expect(textOf(synthesize({ tags: { team: 'payments' } })).Resources).not.toEqual(shipped);
  });

  it('with tags of the app does not tag the stack, for CloudFormation would spread those over the listeners', () => {
    const { app, stack } = createApp();
    Tags.of(app).add('team', 'payments');
    const { tags } = app.synth().getStackArtifact(stack.artifactId);
    rmSync(app.outdir, { recursive: true });
    expect(tags).toEqual({});
  });

  it('reaches the listeners through no parameter but the certificate', () => {
    const text = LISTENERS.map((id) => JSON.stringify(shipped[id])).join();
    const reached = PARAMETER_NAMES.filter((name) => text.includes(`{"Ref":"${name}"}`));
    expect(reached).toEqual(['CertificateArn']);
    expect(conditionsIn(text)).toEqual(['CertificateGiven']);
  });

  it.each(ENDS)('replaces %s by no parameter but the network’s range', (id) => {
    const { Type, Properties } = shipped[id]!;
    const replacing = Object.entries(Properties).filter(([name]) => REPLACING[Type]!.includes(name));
    const references = JSON.stringify(replacing).match(/"(?:Ref|Fn::GetAtt)":[^}]*/g) ?? [];
    expect(references).toEqual(Type.endsWith('TargetGroup') ? ['"Ref":"NetVpc"'] : []);
    expect(JSON.stringify(shipped['NetVpc']!.Properties['CidrBlock'])).toBe('{"Ref":"VpcCidr"}');
  });
});

function withoutTags(resource: ResourceText): unknown {
  return { ...resource, Properties: { ...resource.Properties, Tags: undefined } };
}

function conditionsIn(text: string): string[] {
  const names = [...text.matchAll(/"Fn::If":\["(\w+)"|"Condition":"(\w+)"/g)].map(([, used, own]) => used ?? own ?? '');
  return [...new Set(names)];
}
