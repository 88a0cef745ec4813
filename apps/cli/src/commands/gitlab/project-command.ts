import { Command } from '@commander-js/extra-typings';

/** A command that speaks to GitLab. The token comes from GITLAB_TOKEN, or in a job from CI_JOB_TOKEN; never from a flag. */
export function projectCommand(name: string) {
  return new Command(name)
    .option('--gitlab-url <url>', 'GitLab server; in a job CI_SERVER_URL, else https://gitlab.com')
    .option('--gitlab-project <path>', 'project, such as group/app; in a job CI_PROJECT_ID');
}
