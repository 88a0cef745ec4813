import { X509Certificate } from 'node:crypto';
import type { AcmContext } from './context.js';
import type { CertificateRecord } from './state.js';

/** Members that describing and listing share. */
function common(acm: AcmContext, record: CertificateRecord) {
  const { validFromDate, validToDate } = datesOf(record);
  const created = new Date(record.createdAt);
  return {
    CertificateArn: record.arn,
    DomainName: record.domainName,
    Status: 'ISSUED',
    Type: record.type,
    KeyAlgorithm: record.keyAlgorithm.replace('RSA_', 'RSA-'),
    NotBefore: validFromDate,
    NotAfter: validToDate,
    CreatedAt: created,
    RenewalEligibility: 'INELIGIBLE',
    ...(record.type === 'IMPORTED' ? { ImportedAt: created } : { IssuedAt: created }),
  };
}

export function summaryShape(acm: AcmContext, record: CertificateRecord) {
  return {
    ...common(acm, record),
    SubjectAlternativeNameSummaries: record.names,
    HasAdditionalSubjectAlternativeNames: false,
    InUse: acm.usersOf(record.arn).length > 0,
  };
}

export function detailShape(acm: AcmContext, record: CertificateRecord) {
  const { serialNumber, subject, issuer } = new X509Certificate(record.certificate);
  return {
    ...common(acm, record),
    SubjectAlternativeNames: record.names,
    Serial: serialNumber.toLowerCase().replace(/..(?=.)/g, '$&:'),
    Subject: onOneLine(subject),
    Issuer: onOneLine(issuer),
    InUseBy: acm.usersOf(record.arn),
    ...(record.validationMethod
      ? { DomainValidationOptions: record.names.map((name) => validation(record, name)) }
      : {}),
    Options: { CertificateTransparencyLoggingPreference: record.type === 'IMPORTED' ? 'DISABLED' : 'ENABLED' },
  };
}

/** The record that proves a domain by DNS; here nobody looks it up. */
function validation({ arn, validationMethod }: CertificateRecord, name: string) {
  const bare = name.replace(/^\*\./, '');
  const token = arn.slice(-32).replace(/-/g, '');
  const record = { Name: `_${token}.${bare}.`, Type: 'CNAME', Value: `_${token}.acm-validations.aws.` };
  return {
    DomainName: name,
    ValidationDomain: name,
    ValidationStatus: 'SUCCESS',
    ValidationMethod: validationMethod,
    ...(validationMethod === 'DNS' ? { ResourceRecord: record } : {}),
  };
}

function datesOf({ certificate }: CertificateRecord) {
  const { validFrom, validTo } = new X509Certificate(certificate);
  return { validFromDate: new Date(validFrom), validToDate: new Date(validTo) };
}

function onOneLine(name: string): string {
  return name.split('\n').join(', ');
}
