import { lastOf, planOf, type ReportFacts } from './report-facts.js';

interface Link {
  readonly external_link: { readonly label: string; readonly url: string };
}

/** `annotations.json`: links that GitLab shows on the job's page (docs.gitlab.com, artifacts:reports:annotations). */
export function annotationsReport(
  facts: ReportFacts,
  place: { readonly url: string; readonly region: string },
): string {
  const plan = planOf(facts);
  const deployment = lastOf(facts.events, 'deployment.created') ?? lastOf(facts.events, 'deployment.adopted');
  const links: Link[] = [link(`${plan?.environment ?? 'environment'}: what is live`, `${place.url}/version`)];
  if (deployment) {
    const console = `https://${place.region}.console.aws.amazon.com/codesuite/codedeploy/deployments`;
    links.push(
      link(`CodeDeploy ${deployment.deploymentId}`, `${console}/${deployment.deploymentId}?region=${place.region}`),
    );
  }
  return `${JSON.stringify({ bluegreen: links }, null, 2)}\n`;
}

function link(label: string, url: string): Link {
  return { external_link: { label, url } };
}
