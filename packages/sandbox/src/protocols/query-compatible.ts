/** CloudWatch moved from Query to JSON: each error has a query code and another shape name (contract A3). */
const SHAPES: Readonly<Record<string, string>> = {
  InvalidParameterValue: 'InvalidParameterValueException',
  InvalidParameterCombination: 'InvalidParameterCombinationException',
  MissingParameter: 'MissingRequiredParameterException',
  LimitExceeded: 'LimitExceededFault',
  InvalidFormat: 'InvalidFormatFault',
  InternalServiceError: 'InternalServiceFault',
};

const CODES = new Map(Object.entries(SHAPES).map(([code, shape]) => [shape, code]));

/** Shape name for a query code; names that are no query code of the table stay. */
export function shapeOf(code: string): string {
  return SHAPES[code] ?? code;
}

export function queryCodeOf(code: string): string {
  return CODES.get(code) ?? code;
}
