import type { ErrorCode } from '@bluegreen/sdk';

const CODES: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  401: ['CREDENTIALS_INVALID', 'Make a new token with the scope `api`, and set GITLAB_TOKEN.'],
  403: ['ACCESS_DENIED', 'Use a token with the scope `api` and the role Maintainer. A job token cannot do this.'],
  404: [
    'RESOURCE_MISSING',
    'Check `--gitlab-project` and `--gitlab-url`; GitLab also says this to those who may not know.',
  ],
  429: ['THROTTLED', 'Try again in a minute.'],
};

type Call = <Result>(purpose: string, act: () => Promise<Result>) => Promise<Result>;

/** Makes every failure of the API one of the SDK's errors, which never quote the token. */
export function gitlabErrors(host: string): Call {
  return async (purpose, act) => {
    try {
      return await act();
    } catch (cause) {
      const { BlueGreenError } = await import('@bluegreen/sdk');
      const status = statusOf(cause);
      if (status === null) {
        const message = `GitLab at ${host} could not be reached to ${purpose}.`;
        throw new BlueGreenError('ENDPOINT_UNREACHABLE', message, 'Check `--gitlab-url` and the network.', { cause });
      }
      const [code, next] = CODES[status] ?? [
        'AWS_REFUSED',
        'Try again; if it stays so, see the status page of GitLab.',
      ];
      throw new BlueGreenError(code, `GitLab refused to ${purpose}: HTTP ${status}.`, next, { cause });
    }
  };
}

function statusOf(error: unknown): number | null {
  const { cause } = (typeof error === 'object' && error !== null ? error : {}) as {
    cause?: { response?: { status?: number } };
  };
  return cause?.response?.status ?? null;
}
