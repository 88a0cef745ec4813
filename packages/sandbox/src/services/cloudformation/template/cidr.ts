import { templateError } from './errors.js';

/** The first `count` blocks of `bits` host bits in an IPv4 block, as Fn::Cidr gives them. @throws AwsError ValidationError */
export function cidrBlocks(block: string, count: number, bits: number): string[] {
  const [address = '', prefix = ''] = block.split('/');
  const octets = address.split('.').map(Number);
  const wide = Number(prefix);
  const sound =
    octets.length === 4 &&
    octets.every((octet) => Number.isInteger(octet) && octet >= 0 && octet <= 255) &&
    /^\d{1,2}$/.test(prefix) &&
    wide <= 32;
  if (!sound) throw templateError(`Fn::Cidr: ${block} is no IPv4 block`);
  const size = 2 ** bits;
  const whole = 2 ** (32 - wide);
  if (!(count >= 1 && count <= 256) || size * count > whole) {
    throw templateError(`Fn::Cidr: ${block} cannot hold ${count} blocks of ${bits} bits`);
  }
  const start = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return Array.from({ length: count }, (_, index) => `${dotted(start + index * size)}/${32 - bits}`);
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
