import type { S3Client } from '@aws-sdk/client-s3';

/** Where the time stamp of an answer is kept, beside the AWS client's own facts about it. */
const ANSWERED = Symbol.for('@bluegreen/sdk/answered-at');

/** Makes a client keep the `Date` header of every answer: S3's own clock, which its outputs leave out. */
export function keepAnswerTimes(client: S3Client): S3Client {
  client.middlewareStack.add(
    (next) => async (input) => {
      const result = await next(input);
      const { headers } = (result.response ?? {}) as { headers?: Readonly<Record<string, string>> };
      const answered = Date.parse(headers?.['date'] ?? '');
      if (!Number.isNaN(answered)) Object.assign(result.output.$metadata, { [ANSWERED]: new Date(answered) });
      return result;
    },
    { step: 'finalizeRequest', priority: 'low', name: 'keepAnswerTimes' },
  );
  return client;
}

/** When the service answered, by its own clock; null when the answer did not say. */
export function answeredAt(metadata: object): Date | null {
  return (metadata as { [ANSWERED]?: Date })[ANSWERED] ?? null;
}
