import { fakeWorld } from '../testing/index.js';
import { documentsBelow } from './documents-below.js';

describe('documentsBelow', () => {
  it('keeps documents in one folder, with keys as the caller wrote them', async () => {
    const world = fakeWorld();
    const documents = documentsBelow(world.ctx.documents, 'slack');
    const created = await documents.create('tickets/1.json', '{}');
    await documents.replace('tickets/1.json', '{"a":1}', created!.version);

    expect([...world.documents.keys()]).toEqual(['slack/tickets/1.json']);
    expect(await documents.list('tickets/', 10)).toEqual(['tickets/1.json']);
    expect(await documents.read('tickets/1.json')).toMatchObject({ body: '{"a":1}' });
  });

  it.each(['', 'journal', 'commands', 'lease', '../journal', 'a/b', 'Slack'])('refuses the folder "%s"', (folder) => {
    expect(() => documentsBelow(fakeWorld().ctx.documents, folder)).toThrow('cannot name a folder');
  });

  it.each(['../lease.json', 'a/../../lease.json', './x', 'a//b', ''])('refuses the key "%s"', (key) => {
    const documents = documentsBelow(fakeWorld().ctx.documents, 'slack');
    expect(() => documents.read(key)).toThrow('cannot be a key');
  });
});
