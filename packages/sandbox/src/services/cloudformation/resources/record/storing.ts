import { generatedLowerName } from '../names.js';
import { text } from '../read.js';
import { recorded } from './recorded.js';

/** Every bootstrap of CDK makes one. */
export const repository = recorded({
  type: 'AWS::ECR::Repository',
  replacedBy: ['EncryptionConfiguration', 'RepositoryName'],
  namedBy: 'RepositoryName',
  tags: 'list',
  attributes: ['Arn', 'RepositoryUri'],
  identify: (properties, context) => text(properties, 'RepositoryName') ?? generatedLowerName(context, 256),
  describe: (name, _properties, { region, account }) => ({
    Arn: `arn:aws:ecr:${region}:${account}:repository/${name}`,
    RepositoryUri: `${account}.dkr.ecr.${region}.amazonaws.com/${name}`,
  }),
});
