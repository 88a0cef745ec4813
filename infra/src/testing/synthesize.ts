import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppProps } from 'aws-cdk-lib';
import { Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { createApp } from '../app.js';

export interface SynthesizeInput {
  readonly context?: AppProps['context'];
  readonly tags?: Readonly<Record<string, string>>;
}

/** A resource as the template has it. */
export interface ResourceText {
  readonly Type: string;
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

export interface TemplateText {
  readonly Parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, ResourceText>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** The shipped stack as a template, under a context and with tags of one's own. */
export function synthesize({ context, tags = {} }: SynthesizeInput = {}): Template {
  const outdir = mkdtempSync(join(tmpdir(), 'bluegreen-synth-'));
  try {
    const { app, stack } = createApp({ context, outdir });
    for (const [key, value] of Object.entries(tags)) Tags.of(app).add(key, value);
    return Template.fromStack(stack);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

export function textOf(template: Template): TemplateText {
  return template.toJSON() as TemplateText;
}

/** Every resource of a type. */
export function ofType(template: Template, type: string): ResourceText[] {
  return Object.values(textOf(template).Resources).filter((resource) => resource.Type === type);
}

/** What lies at a path in a template; undefined where the path ends early. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], value);
}
