import { certificateArn } from '../arns.js';
import type { AcmContext, Operation } from '../context.js';
import { notInSandbox, validation } from '../errors.js';
import { requiredText, tags, text, texts, withinTagLimit } from '../read-input.js';
import type { CertificateRecord } from '../state.js';
import { foundAuthority, issue } from '../x509/authority.js';
import { makeKeys, pemOf, REQUESTABLE } from '../x509/keys.js';

const DOMAIN = /^(\*\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])$/;
const METHODS = ['DNS', 'EMAIL', 'HTTP'] as const;
const MAX_NAMES = 100;
/** How long an idempotency token is remembered. */
const TOKEN_MS = 3_600_000;

/** Issued at once by the sandbox's own authority: nobody has to prove a domain. */
export const requestCertificate: Operation = {
  resources: (_input, { region, account }) => [`arn:aws:acm:${region}:${account}:certificate/*`],
  async handle(acm, input) {
    const wanted = parse(input);
    const before = asked(acm, wanted);
    if (before) return { CertificateArn: before.arn };
    const keys = await makeKeys(wanted.keyAlgorithm);
    const authority = (acm.state.authority ??= await foundAuthority());
    const record: CertificateRecord = {
      ...wanted,
      arn: certificateArn(acm),
      type: 'AMAZON_ISSUED',
      certificate: issue(authority, keys.publicKey, wanted.names),
      chain: authority.certificate,
      privateKey: pemOf(keys.privateKey),
      createdAt: acm.now(),
    };
    acm.state.certificates.set(record.arn, record);
    return { CertificateArn: record.arn };
  },
};

function parse(input: Parameters<Operation['handle']>[1]) {
  if (text(input, 'CertificateAuthorityArn') !== undefined) throw notInSandbox('private certificate authorities');
  const domainName = requiredText(input, 'DomainName');
  const names = [...new Set([domainName, ...texts(input, 'SubjectAlternativeNames')])];
  if (names.length > MAX_NAMES) throw validation(`A certificate can have at most ${MAX_NAMES} names`);
  for (const name of names) {
    if (name.length > 253 || !DOMAIN.test(name)) {
      throw validation(
        `1 validation error detected: Value '${name}' at 'domainName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${DOMAIN.source}`,
      );
    }
  }
  return {
    domainName,
    names,
    keyAlgorithm: oneOf(text(input, 'KeyAlgorithm') ?? 'RSA_2048', REQUESTABLE, 'keyAlgorithm'),
    validationMethod: oneOf(text(input, 'ValidationMethod') ?? 'EMAIL', METHODS, 'validationMethod'),
    idempotencyToken: text(input, 'IdempotencyToken') ?? null,
    tags: withinTagLimit(tags(input)),
  };
}

function asked(acm: AcmContext, wanted: ReturnType<typeof parse>): CertificateRecord | undefined {
  if (wanted.idempotencyToken === null) return undefined;
  return [...acm.state.certificates.values()].find(
    ({ idempotencyToken, names, createdAt }) =>
      idempotencyToken === wanted.idempotencyToken &&
      names.join() === wanted.names.join() &&
      acm.now() - createdAt < TOKEN_MS,
  );
}

function oneOf<Value extends string>(value: string, allowed: readonly Value[], name: string): Value {
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw validation(
    `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: Member must satisfy enum value set: [${allowed.join(', ')}]`,
  );
}
