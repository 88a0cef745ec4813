import { createHash, randomBytes, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { around, bits, identifier, inPlace, octets, sequence, setOf, time, unsigned, utf8, yes } from './der.js';

export interface CertificateInput {
  /** Common names. */
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  /** The issuer's keys, on the curve P-256. */
  readonly signer: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
  /** ms since the epoch, of real time: that is what clients check against. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Host names and IPv4 addresses that a server may have; an authority has none, and may sign others. */
  readonly names: readonly string[];
}

const ECDSA_WITH_SHA256 = sequence(identifier('1.2.840.10045.4.3.2'));
const COMMON_NAME = '2.5.4.3';
const MAX_NAME = 64;

/** An X.509 v3 certificate (RFC 5280) as PEM: of an authority where it has no names, else of a server. */
export function writeCertificate(input: CertificateInput): string {
  const body = sequence(
    around(0, unsigned(Buffer.from([2]))),
    unsigned(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    distinguishedName(input.issuer),
    sequence(time(input.notBefore), time(input.notAfter)),
    distinguishedName(input.subject),
    input.publicKey.export({ type: 'spki', format: 'der' }),
    around(3, sequence(...extensions(input))),
  );
  const signature = sign('sha256', body, input.signer.privateKey);
  return new X509Certificate(sequence(body, ECDSA_WITH_SHA256, bits(signature))).toString();
}

function distinguishedName(commonName: string): Buffer {
  return sequence(setOf(sequence(identifier(COMMON_NAME), utf8(commonName.slice(0, MAX_NAME)))));
}

function extensions({ names, publicKey, signer }: CertificateInput): Buffer[] {
  const common = [
    extension('2.5.29.14', octets(keyId(publicKey))),
    extension('2.5.29.35', sequence(inPlace(0, keyId(signer.publicKey)))),
  ];
  // Key usages count from the first bit: digitalSignature, …, keyEncipherment (third), keyCertSign (sixth), cRLSign.
  if (names.length === 0) {
    return [
      critical('2.5.29.19', sequence(yes())),
      critical('2.5.29.15', bits(Buffer.from([0b0000_0110]), 1)),
      ...common,
    ];
  }
  return [
    critical('2.5.29.19', sequence()),
    critical('2.5.29.15', bits(Buffer.from([0b1010_0000]), 5)),
    extension('2.5.29.37', sequence(identifier('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.17', sequence(...names.map(generalName))),
    ...common,
  ];
}

const extension = (id: string, value: Buffer) => sequence(identifier(id), octets(value));
const critical = (id: string, value: Buffer) => sequence(identifier(id), yes(), octets(value));

function generalName(name: string): Buffer {
  if (isIP(name) === 4) return inPlace(7, Buffer.from(name.split('.').map(Number)));
  return inPlace(2, Buffer.from(name, 'latin1'));
}

/** Any text that differs from key to key will do. */
function keyId(publicKey: KeyObject): Buffer {
  return createHash('sha1')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest();
}
