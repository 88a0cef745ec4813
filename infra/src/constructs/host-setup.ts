import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Color } from '@bluegreen/sdk';
import { Aws, CfnMapping, Fn } from 'aws-cdk-lib';
import { Construct } from 'constructs';

export interface HostSetupInput {
  readonly color: Color;
  /** Auto Scaling group the host belongs to; dimension of its memory and disk metrics. */
  readonly autoScalingGroupName: string;
  /** Folder of the log groups. */
  readonly logGroupPrefix: string;
  /** PM2 workers of a host. @default 4 */
  readonly workers?: number;
}

const SCRIPT = join(__dirname, '../../user-data/host.sh');

/** What a host does at its first boot. The script stands in the template once, as a mapping; a launch template adds facts. */
export class HostSetup extends Construct {
  private readonly script: CfnMapping;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const text = withoutComments(readFileSync(SCRIPT, 'utf8'));
    // A lazy mapping would repeat the script for each colour.
    this.script = new CfnMapping(this, 'Script', { mapping: { FirstBoot: { Script: text } }, lazy: false });
  }

  /** User data of a launch template, in Base64. */
  userData(input: HostSetupInput): string {
    const { color, autoScalingGroupName, logGroupPrefix, workers = 4 } = input;
    const facts = [
      '#!/bin/bash',
      `color=${color} group=${autoScalingGroupName} logs=${logGroupPrefix} workers=${workers}`,
      `agents=https://aws-codedeploy-${Aws.REGION}.s3.${Aws.REGION}.${Aws.URL_SUFFIX}`,
      '',
    ].join('\n');
    return Fn.base64(Fn.join('', [facts, this.script.findInMap('FirstBoot', 'Script')]));
  }
}

/** Comments are for who reads the repository; user data has 16 KB and the template 50. */
function withoutComments(script: string): string {
  return script.replace(/^#.*\n/gm, '').replace(/\n{2,}/g, '\n');
}
