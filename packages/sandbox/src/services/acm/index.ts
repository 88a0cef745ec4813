/**
 * Certificate Manager: certificates for the listeners of load balancers.
 *
 * Known gaps
 * - A requested certificate is issued at once, by the sandbox's own authority: nobody has to prove a domain, nothing is
 *   pending, renewed or logged publicly. Its dates are those of real time, whatever the sandbox's clock says, because
 *   clients check them against theirs; so is its expiry.
 * - Not there at all: private authorities, ExportCertificate, RenewCertificate, RevokeCertificate, ResendValidationEmail,
 *   UpdateCertificateOptions, account settings, SearchCertificates. The gateway answers that loudly.
 * - An imported certificate is checked against its key and its date; its chain is kept as it is.
 */
import { createPublicKey } from 'node:crypto';
import type { SandboxClock } from '../../clock.js';
import type { OperationDefinition, RpcService } from '../service.js';
import type { AcmContext, Operation } from './context.js';
import { deleteCertificate } from './operations/delete-certificate.js';
import { describeCertificate } from './operations/describe-certificate.js';
import { getCertificate } from './operations/get-certificate.js';
import { importCertificate } from './operations/import-certificate.js';
import { listCertificates } from './operations/list-certificates.js';
import { requestCertificate } from './operations/request-certificate.js';
import { addTagsToCertificate, listTagsForCertificate, removeTagsFromCertificate } from './operations/tags.js';
import type { AcmState, CertificateRecord } from './state.js';
import { issue, type AuthorityState } from './x509/authority.js';

export interface AcmOptions {
  readonly clock: Pick<SandboxClock, 'now'>;
  readonly account: string;
  readonly region: string;
  /** ARNs of what shows the certificate. */
  readonly usersOf: (arn: string) => readonly string[];
  /** A certificate was imported again: who shows it shows the new one from now on. */
  readonly onReplaced: (arn: string) => void;
  readonly onChange?: () => void;
}

/** PEM texts; the chain stands behind the certificate. */
export interface ShownCertificate {
  readonly certificate: string;
  readonly privateKey: string;
}

export interface Acm {
  readonly service: RpcService;
  /**
   * What a listener at `host` shows. A certificate that the sandbox issued is then also good for that address, which is
   * the only name a load balancer has here. Undefined: there is none of that ARN.
   */
  shown(arn: string, host: string): ShownCertificate | undefined;
  /** The certificate, in PEM, that whoever trusts issued ones must trust; null before one was asked for. */
  authority(): string | null;
  /** Tags by ARN; undefined where there is no such certificate. */
  tagsOf(arn: string): Readonly<Record<string, string>> | undefined;
  snapshot(): object;
  restore(state: object): Promise<void>;
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  AddTagsToCertificate: addTagsToCertificate,
  DeleteCertificate: deleteCertificate,
  DescribeCertificate: describeCertificate,
  GetCertificate: getCertificate,
  ImportCertificate: importCertificate,
  ListCertificates: listCertificates,
  ListTagsForCertificate: listTagsForCertificate,
  RemoveTagsFromCertificate: removeTagsFromCertificate,
  RequestCertificate: requestCertificate,
};
const READS = /^(Describe|Get|List)/;

export function createAcm(options: AcmOptions): Acm {
  const state: AcmState = { authority: null, certificates: new Map() };
  const { clock, account, region, usersOf, onReplaced: replaced, onChange = () => undefined } = options;
  const acm: AcmContext = { state, now: () => clock.now(), account, region, usersOf, replaced };
  const entries = Object.entries(OPERATIONS).map(([name, operation]): [string, OperationDefinition] => [
    name,
    {
      action: `acm:${name}`,
      resources: operation.resources,
      async handle(input) {
        const output = await operation.handle(acm, input);
        if (!READS.test(name)) onChange();
        return output;
      },
    },
  ]);
  return {
    service: {
      kind: 'rpc',
      name: 'acm',
      json: { targetPrefix: 'CertificateManager', version: '1.1' },
      operations: Object.fromEntries(entries),
    },
    shown(arn, host) {
      const record = state.certificates.get(arn);
      return record && { certificate: withChain(record, state.authority, host), privateKey: record.privateKey };
    },
    authority: () => state.authority?.certificate ?? null,
    tagsOf: (arn) => state.certificates.get(arn)?.tags,
    snapshot: () => ({ version: 1, authority: state.authority, certificates: [...state.certificates.values()] }),
    restore(saved) {
      const { authority, certificates } = saved as {
        authority: AuthorityState | null;
        certificates: CertificateRecord[];
      };
      state.authority = authority;
      for (const record of certificates) state.certificates.set(record.arn, record);
      return Promise.resolve();
    },
  };
}

function withChain(record: CertificateRecord, authority: AuthorityState | null, host: string): string {
  if (record.type === 'IMPORTED' || authority === null) return record.certificate + (record.chain ?? '');
  return issue(authority, createPublicKey(record.certificate), [...record.names, host]) + authority.certificate;
}
