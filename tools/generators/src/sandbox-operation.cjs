const { add, edit, insertSorted } = require('./edit.cjs');
const { wireNamesOf } = require('./names.cjs');

/**
 * Where each service keeps its table, and what an operation of it looks like.
 *
 * @type {Readonly<Record<string, { readonly table: string; readonly from: string; readonly made: boolean; readonly iam: string }>>}
 */
const SERVICES = {
  autoscaling: { table: 'operations.ts', from: './operations/', made: true, iam: 'autoscaling' },
  codedeploy: { table: 'operations.ts', from: './operations/', made: true, iam: 'codedeploy' },
  cloudwatch: { table: 'operations/index.ts', from: './', made: false, iam: 'cloudwatch' },
};

/**
 * An operation that is known by name and refused by name: no client ever takes a gap for an answer.
 *
 * @param {import('@nx/devkit').Tree} tree
 * @param {{ readonly service: string; readonly name: string }} options
 */
module.exports = function sandboxOperation(tree, { service, name }) {
  const shape = SERVICES[service];
  if (!shape)
    throw new Error(`${service} is none of the services that this can add to: ${Object.keys(SERVICES).join(', ')}.`);
  const { pascal, kebab, camel } = wireNamesOf(name);
  const folder = `packages/sandbox/src/services/${service}`;
  const write = shape.made ? madeOperation : plainOperation;
  add(tree, {
    [`${folder}/operations/${kebab}.ts`]: write(pascal, camel, shape.iam),
    [`${folder}/operations/${kebab}.spec.ts`]: specFile({ pascal, camel, kebab, ...shape }),
  });
  edit(tree, `${folder}/${shape.table}`, (text) => {
    const line = `import { ${camel} } from '${shape.from}${kebab}.js';`;
    const imported = insertSorted(text, /^import \{ \w+ \} from '\.\/(operations\/)?[\w-]+\.js';$/, line);
    return insertSorted(imported, /^ {2,4}[A-Z]\w+: \w+(\(world\))?,$/, row(shape.made, pascal, camel));
  });
};

/** @type {(made: boolean, pascal: string, camel: string) => string} */
const row = (made, pascal, camel) => (made ? `    ${pascal}: ${camel}(),` : `  ${pascal}: ${camel},`);

/** @type {(pascal: string, camel: string, iam: string) => string} */
const madeOperation = (pascal, camel, iam) => `import { AwsError, type OperationDefinition } from '../../service.js';

/** ${pascal}: known by name, and refused by it. */
export const ${camel} = (): OperationDefinition => ({
  action: '${iam}:${pascal}',
  handle() {
    throw new AwsError('NotImplemented', 'The Bluegreen sandbox does not have ${pascal}.', 501);
  },
});
`;

/** @type {(pascal: string, camel: string) => string} */
const plainOperation = (pascal, camel) => `import type { Operation } from '../context.js';
import { notInSandbox } from '../errors.js';

/** ${pascal}: known by name, and refused by it. */
export const ${camel}: Operation = {
  handle() {
    throw notInSandbox('${pascal}');
  },
};
`;

/** @param {{ pascal: string; camel: string; kebab: string; made: boolean; iam: string }} operation */
const specFile = ({
  pascal,
  camel,
  kebab,
  made,
  iam,
}) => `import type { ${made ? "CallContext } from '../../service.js'" : "CloudWatchContext } from '../context.js'"};
import { ${camel} } from './${kebab}.js';

describe('${pascal}', () => {
  it('is refused by name, with a status that no client retries', async () => {
    const call = Promise.resolve().then(() => ${made ? `${camel}().handle({}, {} as CallContext)` : `${camel}.handle({} as CloudWatchContext, {})`});
    const message = 'The Bluegreen sandbox does not have ${pascal}.';
    await expect(call).rejects.toMatchObject({ code: 'NotImplemented', status: 501, message });
  });
${
  made
    ? `
  it('is judged by its own IAM action', () => {
    expect(${camel}().action).toBe('${iam}:${pascal}');
  });
`
    : ''
}});
`;
