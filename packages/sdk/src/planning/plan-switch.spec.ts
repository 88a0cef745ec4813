import { collect, fakeWorld, revisionFolder } from '../testing/index.js';
import { plan } from '../operations/plan.js';

describe('a plan where nobody can be asked for a colour by name', () => {
  const given = { testListener: false };
  const identity = {
    gate: 'release-identity',
    verdict: 'no-data',
    summary: expect.stringContaining("CodeDeploy's word"),
  };

  it('claims no identification for a switch, and tells whose word it goes by', async () => {
    const { result } = await collect(plan(fakeWorld(given).ctx, { verb: 'switch' }));
    expect(result!.gates).toContainEqual(expect.objectContaining(identity));
    expect(result!.steps.map((step) => step.kind)).toEqual(['reference-idle', 'wait-healthy', 'shift', 'prove']);
    expect(JSON.stringify(result)).not.toMatch(/every worker/i);
  });

  it('claims none for a deployment either', async () => {
    const folder = await revisionFolder();
    const input = { verb: 'deploy', source: folder.path, release: 'v3' } as const;
    const { result } = await collect(plan(fakeWorld(given).ctx, input));
    await folder.remove();
    expect(result!.steps.map((step) => step.kind)).toEqual(['upload', 'deploy', 'reference-idle', 'wait-healthy']);
  });

  it('asks by name where a listener answers', async () => {
    const { result } = await collect(plan(fakeWorld().ctx, { verb: 'switch' }));
    expect(result!.steps.map((step) => step.kind)).toContain('identify');
  });
});
