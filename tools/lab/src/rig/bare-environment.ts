/** This process's variables without any that would lead a command elsewhere than to its sandbox. */
export function bareEnvironment(from: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const leads =
    /^(AWS_|BLUEGREEN_|ALB_|CODEDEPLOY_|GITLAB|BLUE_TARGET|GREEN_TARGET|APPLICATION_NAME$|CI$|NODE_EXTRA_CA)/;
  return Object.fromEntries(Object.entries(from).filter(([name]) => !leads.test(name)));
}
