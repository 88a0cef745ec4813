import type { Phrases } from './phrases.js';

const EXPLAIN = '값의 출처는 `bluegreen config explain`이 알려 줍니다';

/** What AWS and the staging host make the SDK say. What they said themselves stays as it is. */
export const phrasesKoAbroad: Phrases = [
  ['`{a}` is not the ARN of a {b}.', '`{a}`은(는) {b} ARN이 아닙니다.'],
  [
    'Correct it (`bluegreen config explain` shows where it comes from); the stack outputs have the right ones.',
    `고치세요. ${EXPLAIN}. 올바른 값은 스택 출력에 있습니다.`,
  ],
  ['The bucket `{a}` does not exist.', '버킷 `{a}`이(가) 없습니다.'],
  [
    'Correct the bucket (`bluegreen config explain` shows where its name comes from), or create it.',
    `버킷 이름을 고치거나 버킷을 만드세요. ${EXPLAIN}.`,
  ],
  ['The bundle `{a}` cannot be read.', '번들 `{a}`을(를) 읽을 수 없습니다.'],
  ['Make it again with `bluegreen bundle`.', '`bluegreen bundle`로 다시 만드세요.'],
  ['The listener `{a}` does not exist on its load balancer.', '로드 밸런서에 리스너 `{a}`이(가) 없습니다.'],
  [
    'Correct the listener ARN (`bluegreen config explain listenerArns`); the stack output ListenerArn has it.',
    '리스너 ARN을 고치세요 (`bluegreen config explain listenerArns`). 스택 출력 ListenerArn에 있습니다.',
  ],
  ['{a} was interrupted.', '{a} 호출이 중단됐습니다.'],
  ['AWS refused {a} on {b} ({c}).{d}', 'AWS가 {b}에 대한 {a} 호출을 거부했습니다 ({c}).{d}'],
  [
    'Correct what AWS names, then run the same command again; `bluegreen config explain` shows the settings used.',
    'AWS가 말하는 것을 고친 뒤 같은 명령을 다시 실행하세요. 쓰인 설정은 `bluegreen config explain`이 보여 줍니다.',
  ],
  ['A policy needs the bucket or the account.', '정책에는 버킷이나 계정이 필요합니다.'],
  ['Give --bucket.', '--bucket을 지정하세요.'],
  ['The target group {a} does not exist.', '대상 그룹 {a}이(가) 없습니다.'],
  ['The target groups {a} do not exist.', '대상 그룹 {a}이(가) 없습니다.'],
  [
    'Correct the name (`bluegreen config explain` shows where it comes from); the stack outputs have the right one.',
    `이름을 고치세요. ${EXPLAIN}. 올바른 이름은 스택 출력에 있습니다.`,
  ],
  [
    'The deployment group `{a}` does not exist in the CodeDeploy application `{b}`.',
    'CodeDeploy 애플리케이션 `{b}`에 배포 그룹 `{a}`이(가) 없습니다.',
  ],
  [
    'Correct its name (`bluegreen config explain` shows where it comes from), or create it.',
    `이름을 고치거나 새로 만드세요. ${EXPLAIN}.`,
  ],
  [
    'CodeDeploy answered CreateDeployment for `{a}` without saying which deployment it started.',
    'CodeDeploy가 `{a}`의 CreateDeployment에 답했지만 시작한 배포 번호를 알려 주지 않았습니다.',
  ],
  [
    'Run `bluegreen status` to see whether one runs, then run the same command again.',
    '`bluegreen status`로 배포가 진행 중인지 확인한 뒤 같은 명령을 다시 실행하세요.',
  ],
  ['The AWS sign-in has expired: {a}', 'AWS 로그인이 만료됐습니다: {a}'],
  [
    'Sign in again (such as `aws sso login`), then run the same command again.',
    '다시 로그인한 뒤(예: `aws sso login`) 같은 명령을 다시 실행하세요.',
  ],
  ['No AWS credentials were found: {a}', 'AWS 자격 증명을 찾지 못했습니다: {a}'],
  [
    "AWS refused the signature of {a}, because this machine's clock is wrong.{b}",
    '이 컴퓨터의 시계가 맞지 않아 AWS가 {a}의 서명을 거부했습니다.{b}',
  ],
  [
    'Set the clock of this machine (`date -u` shows it), then run the same command again.',
    '이 컴퓨터의 시계를 맞춘 뒤(`date -u`로 확인) 같은 명령을 다시 실행하세요.',
  ],
  ['AWS does not accept these credentials ({a}).{b}', 'AWS가 이 자격 증명을 받아들이지 않습니다 ({a}).{b}'],
  [
    'Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN with `aws sts get-caller-identity`.',
    '`aws sts get-caller-identity`로 AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN을 확인하세요.',
  ],
  [
    'Allow {a} on {b} for {c}, then run the same command again. Without s3:ListBucket on the bucket, S3 answers the same for an object that does not exist.',
    '{c}에게 {b}에 대한 {a} 권한을 준 뒤 같은 명령을 다시 실행하세요. 버킷에 s3:ListBucket 권한이 없으면 S3는 없는 객체에도 같은 답을 합니다.',
  ],
  [
    'Allow {a} on {b} for {c}, then run the same command again.',
    '{c}에게 {b}에 대한 {a} 권한을 준 뒤 같은 명령을 다시 실행하세요.',
  ],
  ['Allow {a} on {b}, then run the same command again.', '{b}에 대한 {a} 권한을 준 뒤 같은 명령을 다시 실행하세요.'],
  ['{a} is not in region {b}.{c}', '{a}은(는) {b} 리전에 있지 않습니다.{c}'],
  ['Correct the region (`bluegreen config explain` shows where it comes from).', `리전을 고치세요. ${EXPLAIN}.`],
  ['The AWS endpoint is not a URL: `{a}`.', 'AWS 엔드포인트가 URL이 아닙니다: `{a}`.'],
  [
    'Set AWS_ENDPOINT_URL to something like http://127.0.0.1:4566, or unset it.',
    'AWS_ENDPOINT_URL을 http://127.0.0.1:4566처럼 설정하거나 지우세요.',
  ],
  ['{a} gave no usable answer to {b}.{c}', '{a}이(가) {b}에 쓸 수 있는 답을 주지 않았습니다.{c}'],
  [
    'Run the same command again; if it keeps failing, look at the AWS Health Dashboard.',
    '같은 명령을 다시 실행하세요. 계속 실패하면 AWS Health Dashboard를 확인하세요.',
  ],
  [
    'AWS refused sts:AssumeRoleWithWebIdentity on {a}, before {b}: {c}.{d}',
    'AWS가 {b} 호출에 앞서 {a} 역할의 sts:AssumeRoleWithWebIdentity를 거부했습니다 ({c}).{d}',
  ],
  [
    'Run the job again: each run gets a token of its own. {a}',
    '작업을 다시 실행하세요. 실행할 때마다 새 토큰을 받습니다. 토큰과 역할의 신뢰 조건은 `bluegreen gitlab doctor`가 비교해 줍니다.',
  ],
  [
    "Let `aud` of the job's id_tokens be the client ID of the identity provider. {a}",
    '작업 id_tokens의 `aud`를 자격 증명 공급자의 클라이언트 ID로 맞추세요. 비교는 `bluegreen gitlab doctor`가 해 줍니다.',
  ],
  [
    "Check that the account has an identity provider for the token's issuer. {a}",
    '토큰 발급자의 자격 증명 공급자가 계정에 있는지 확인하세요. 비교는 `bluegreen gitlab doctor`가 해 줍니다.',
  ],
  [
    'Check AWS_ROLE_ARN, and the project and branch that the role trusts. {a}',
    'AWS_ROLE_ARN과, 역할이 믿는 프로젝트와 브랜치를 확인하세요. 비교는 `bluegreen gitlab doctor`가 해 줍니다.',
  ],
  ['No AWS region is configured.', 'AWS 리전이 설정되지 않았습니다.'],
  [
    'Set AWS_DEFAULT_REGION, or `region` in bluegreen.yaml.',
    'AWS_DEFAULT_REGION이나 bluegreen.yaml의 `region`을 설정하세요.',
  ],
  ['AWS cannot read the ARN: {a}', 'AWS가 ARN을 이해하지 못했습니다: {a}'],
  ['A deployment is already running in {a}.', '{a}에서 이미 배포가 진행 중입니다.'],
  [
    'Wait for it (`bluegreen status` shows it), or stop it, then run the same command again.',
    '끝나기를 기다리거나(`bluegreen status`로 확인) 중지한 뒤 같은 명령을 다시 실행하세요.',
  ],
  ['{a} does not exist in {b}.{c}', '{b}에 {a}이(가) 없습니다.{c}'],
  [
    '{a} is scaling at this moment, and takes no change.{b}',
    '{a}이(가) 지금 크기를 바꾸는 중이라 변경을 받지 않습니다.{b}',
  ],
  [
    'Wait until it has settled (`bluegreen status` shows it), then run the same command again.',
    '안정될 때까지 기다린 뒤(`bluegreen status`로 확인) 같은 명령을 다시 실행하세요.',
  ],
  ['{a} cannot be sized so.{b}', '{a}의 크기를 그렇게 바꿀 수 없습니다.{b}'],
  [
    'Choose a number from the minimum to the maximum of the group, then run the same command again.',
    '그룹의 최소와 최대 사이에서 골라 같은 명령을 다시 실행하세요.',
  ],
  ['{a} already runs a deployment.', '{a}에서 이미 배포가 진행 중입니다.'],
  ['Run the same command again when that has ended.', '그 작업이 끝난 뒤 같은 명령을 다시 실행하세요.'],
  ['Correct what the message names, then try again.', '메시지가 말하는 것을 고친 뒤 다시 실행하세요.'],
  ['Correct the hook or the app, then stage it again.', '훅이나 앱을 고친 뒤 다시 스테이징하세요.'],
  [
    "Look at {a}, below /var/lib/bluegreen/staging and the app's logs, then stage a release that works.",
    '{a}의 /var/lib/bluegreen/staging 아래와 앱 로그를 확인한 뒤 동작하는 릴리스를 다시 스테이징하세요.',
  ],
  [
    'Run the same command again; it is refused with HOST_BUSY until the host has ended, and is safe.',
    '같은 명령을 다시 실행하세요. 서버가 끝낼 때까지는 HOST_BUSY로 거부되며, 안전합니다.',
  ],
  ['The time allowed is over; nothing was changed.', '주어진 시간이 지났습니다. 바뀐 것은 없습니다.'],
  [
    'The time allowed is over; {a} carries on by itself, and goes back to the former release if a hook fails.',
    '주어진 시간이 지났습니다. {a}이(가) 스스로 이어 가며, 훅이 실패하면 이전 릴리스로 돌아갑니다.',
  ],
  [
    'The connection to {a} broke; {b} carries on by itself, and goes back to the former release if a hook fails.',
    '{a} 연결이 끊겼습니다. {b}이(가) 스스로 이어 가며, 훅이 실패하면 이전 릴리스로 돌아갑니다.',
  ],
  ['The connection to {a} broke; nothing was changed.', '{a} 연결이 끊겼습니다. 바뀐 것은 없습니다.'],
  ['{a}; nothing was changed.', '{a}. 바뀐 것은 없습니다.'],
  ['Run the same command again.', '같은 명령을 다시 실행하세요.'],
  ['{a} does not accept the key for {b}.', '{a}이(가) {b} 사용자의 키를 받아들이지 않습니다.'],
  ['{a} does not accept the key{b}.', '{a}이(가) 키를 받아들이지 않습니다.'],
  [
    'Put the public half of STAGING_SSH_PRIVATE_KEY into ~/.ssh/authorized_keys of that user on the host.',
    'STAGING_SSH_PRIVATE_KEY의 공개 키를 서버에서 그 사용자의 ~/.ssh/authorized_keys에 넣으세요.',
  ],
  [
    '{a} has no `node` on the PATH of this user; nothing was changed.',
    '{a}에서 이 사용자의 PATH에 `node`가 없습니다. 바뀐 것은 없습니다.',
  ],
  ['Install Node 20 or newer on the host.', '서버에 Node 20 이상을 설치하세요.'],
  ['The connection to {a} failed; nothing was changed.', '{a}에 연결하지 못했습니다. 바뀐 것은 없습니다.'],
  [
    'Look whether STAGING_SERVER is right, the host is up, and this machine may reach it.',
    'STAGING_SERVER가 맞는지, 서버가 켜져 있는지, 이 컴퓨터에서 닿는지 확인하세요.',
  ],
  [
    '{a} shows another key than the one that is known; nothing was sent.',
    '{a}이(가) 알려진 것과 다른 키를 보였습니다. 보낸 것은 없습니다.',
  ],
  [
    'Somebody may stand in between. If the host was made anew, compare with {a}, then replace its line in STAGING_KNOWN_HOSTS or ~/.ssh/known_hosts.',
    '누군가 중간에 있을 수 있습니다. 서버를 새로 만들었다면 {a}와(과) 비교한 뒤 STAGING_KNOWN_HOSTS나 ~/.ssh/known_hosts의 줄을 바꾸세요.',
  ],
  ['The key of {a} is not known; nothing was sent.', '{a}의 키를 모릅니다. 보낸 것은 없습니다.'],
  [
    'Compare the fingerprint with {a}; if they agree, accept it: `ssh-keyscan {b} >> ~/.ssh/known_hosts`, or put that output into STAGING_KNOWN_HOSTS.',
    '지문을 {a}와(과) 비교하고 같으면 받아들이세요: `ssh-keyscan {b} >> ~/.ssh/known_hosts`. 또는 그 출력을 STAGING_KNOWN_HOSTS에 넣으세요.',
  ],
  ['"{a}" is no server to deploy to.', '"{a}"은(는) 배포할 서버가 아닙니다.'],
  [
    'Set STAGING_SERVER to `user@host` or `user@host:port`, such as `deploy@staging.example.com`.',
    'STAGING_SERVER를 `사용자@서버` 또는 `사용자@서버:포트`로 설정하세요. 예: `deploy@staging.example.com`.',
  ],
  [
    'STAGING_SSH_PRIVATE_KEY is no private key that can be used without a passphrase.',
    'STAGING_SSH_PRIVATE_KEY가 암호 없이 쓸 수 있는 개인 키가 아닙니다.',
  ],
  [
    'Set it to the whole text of the key, from its BEGIN line to its END line, or to the path of the key’s file.',
    'BEGIN 줄부터 END 줄까지 키 전체를, 또는 키 파일의 경로를 설정하세요.',
  ],
  ['`{a}` could not be started here.', '`{a}`을(를) 여기서 실행할 수 없습니다.'],
  [
    'Install OpenSSH’s client: `apt-get install openssh-client`, or an image that has it.',
    'OpenSSH 클라이언트를 설치하거나(`apt-get install openssh-client`) 들어 있는 이미지를 쓰세요.',
  ],
];
