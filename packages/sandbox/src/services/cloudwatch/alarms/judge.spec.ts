import { judge } from './judge.js';

const rule = {
  comparison: 'GreaterThanThreshold',
  threshold: 5,
  missingData: 'missing',
  evaluationPeriods: 3,
  datapointsToAlarm: undefined,
} as const;

describe('alarm judgement', () => {
  it.each([
    [{}, [6, 7, 8], 'ALARM'],
    [{}, [6, 5, 8], 'OK'],
    [{ datapointsToAlarm: 2 }, [6, 5, 8], 'ALARM'],
    [{}, [undefined, undefined, undefined], 'INSUFFICIENT_DATA'],
    [{}, [undefined, undefined, 9], 'ALARM'],
    [{}, [undefined, 9, 1], 'OK'],
    [{ missingData: 'notBreaching' }, [undefined, undefined, undefined], 'OK'],
    [{ missingData: 'notBreaching' }, [undefined, 9, 9], 'OK'],
    [{ missingData: 'breaching' }, [undefined, undefined, undefined], 'ALARM'],
    [{ missingData: 'breaching' }, [undefined, 9, 9], 'ALARM'],
    [{ missingData: 'ignore' }, [undefined, undefined, undefined], null],
    [{ comparison: 'LessThanThreshold' }, [4, 4, 4], 'ALARM'],
    [{ comparison: 'LessThanOrEqualToThreshold' }, [5, 5, 5], 'ALARM'],
    [{ comparison: 'GreaterThanOrEqualToThreshold' }, [5, 5, 5], 'ALARM'],
    [{ comparison: 'GreaterThanThreshold' }, [5, 5, 5], 'OK'],
  ] as const)('%j over %j is %s', (change, values, state) => {
    expect(judge({ ...rule, ...change }, values).state).toBe(state);
  });
});
