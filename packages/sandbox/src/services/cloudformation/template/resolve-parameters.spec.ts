import { readTemplate } from './read-template.js';
import { publicParameter } from './parameter-store.js';
import { resolveParameters } from './resolve-parameters.js';

const templateWith = (Parameters: object) =>
  readTemplate(JSON.stringify({ Parameters, Resources: { A: { Type: 'AWS::SNS::Topic' } } }));
const given = (values: Record<string, string | null>) =>
  Object.entries(values).map(([key, value]) => ({ key, value: value ?? undefined, usePrevious: value === null }));

it('takes what is given, what was before, and defaults', () => {
  const template = templateWith({
    Given: { Type: 'String' },
    Kept: { Type: 'Number', Default: 1 },
    Usual: { Type: 'CommaDelimitedList', Default: 'a, b' },
    Image: {
      Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
      Default: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
    },
  });
  const previous = [{ key: 'Kept', value: '7', resolved: '7', noEcho: false, stored: false }];
  const resolved = resolveParameters(template, given({ Given: 'x', Kept: null }), previous, publicParameter);
  expect(resolved.map(({ key, value, resolved: it }) => [key, value, it])).toEqual([
    ['Given', 'x', 'x'],
    ['Kept', '7', '7'],
    ['Usual', 'a, b', ['a', 'b']],
    ['Image', expect.stringContaining('/aws/service/'), expect.stringMatching(/^ami-[0-9a-f]{17}$/)],
  ]);
});

it.each<[object, Record<string, string>, string]>([
  [{ Type: 'String' }, {}, 'Parameters: [P] must have values'],
  [{ Type: 'String', Default: '' }, { Q: '1' }, 'Parameters: [Q] do not exist in the template'],
  [{ Type: 'String', AllowedValues: ['a', 'b'] }, { P: 'c' }, "Parameter 'P' must be one of AllowedValues"],
  [{ Type: 'String', AllowedPattern: '[a-z]+' }, { P: 'aB' }, "Parameter 'P' must match pattern [a-z]+"],
  [
    { Type: 'String', AllowedPattern: '[a-z]+', ConstraintDescription: 'small letters' },
    { P: 'A' },
    'Parameter P failed to satisfy constraint: small letters',
  ],
  [{ Type: 'String', MinLength: 2 }, { P: 'a' }, "Parameter 'P' must contain at least 2 characters"],
  [{ Type: 'String', MaxLength: 2 }, { P: 'abc' }, "Parameter 'P' must contain at most 2 characters"],
  [{ Type: 'Number' }, { P: 'two' }, "Parameter 'P' must be a number"],
  [{ Type: 'Number', MinValue: 1 }, { P: '0' }, "Parameter 'P' must be a number not less than 1"],
  [{ Type: 'Number', MaxValue: 4 }, { P: '5' }, "Parameter 'P' must be a number not greater than 4"],
  [
    { Type: 'AWS::SSM::Parameter::Value<String>' },
    { P: '/none' },
    'Unable to fetch parameters [/none] from parameter store for this account.',
  ],
])('refuses %j given %j', (declaration, values, message) => {
  expect(() => resolveParameters(templateWith({ P: declaration }), given(values), [], publicParameter)).toThrow(
    message,
  );
});
