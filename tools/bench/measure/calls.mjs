/** What the sandbox was asked over its control address. */
export function sandboxControl({ environment }) {
  const ask = async (path, body) => {
    const answer = await fetch(new URL(`/_bluegreen/${path}`, environment.AWS_ENDPOINT_URL), {
      headers: { 'x-bluegreen-control': '1' },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`the sandbox answered ${answer.status} to ${path}: ${await answer.text()}`);
    return answer.json();
  };
  let since = 0;
  return {
    ask,
    /** Calls since the last time. */
    async newCalls() {
      const { calls, next } = await ask(`calls?since=${since}`);
      since = next;
      return calls;
    },
  };
}
