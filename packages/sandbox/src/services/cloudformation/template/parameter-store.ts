/** Public parameters of the Systems Manager's store that templates take machine images from. The ids are the sandbox's own. */
const PUBLIC_IMAGES: Readonly<Record<string, string>> = {
  'al2023-ami-kernel-default-x86_64': 'ami-0b1e2023000000a64',
  'al2023-ami-kernel-6.1-x86_64': 'ami-0b1e2023000000a64',
  'al2023-ami-minimal-kernel-default-x86_64': 'ami-0b1e2023000000b64',
  'al2023-ami-kernel-default-arm64': 'ami-0b1e2023000000f64',
  'al2023-ami-kernel-6.1-arm64': 'ami-0b1e2023000000f64',
  'amzn2-ami-hvm-x86_64-gp2': 'ami-0b1e0002000000a64',
};

const PREFIX = '/aws/service/ami-amazon-linux-latest/';

export function publicParameter(name: string): string | undefined {
  return name.startsWith(PREFIX) ? PUBLIC_IMAGES[name.slice(PREFIX.length)] : undefined;
}
