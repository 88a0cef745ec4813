import { name } from '../domain/words.js';
import type { Sentences } from './sentences.js';

export const sentencesKo: Sentences = {
  'alarms.none': () => '설정된 경보가 없습니다.',
  'alarms.quiet': ({ all }) => `경보 ${all}개 모두 울리지 않습니다.`,
  'alarms.ringing': ({ loud, all }) => `경보 ${all}개 가운데 ${loud}개가 울리고 있습니다.`,
  'alarms.ringing.next': ({ alarm }) => `원인을 확인하세요: \`aws cloudwatch describe-alarms --alarm-names ${alarm}\``,
  'alarms.silent': ({ silent, all }) => `경보 ${all}개 가운데 ${silent}개가 없거나 데이터가 없습니다.`,
  'alarms.silent.next': () => '설정의 경보 이름을 바로잡거나, 경보에 데이터가 쌓일 때까지 기다리세요.',
  capacity: ({ to, healthy, wanted }) =>
    `${name(to)} 색상의 정상 대상은 ${healthy}개이고, 트래픽을 넘겨받으려면 ${wanted}개가 필요합니다.`,
  'capacity.next': ({ to, wanted }) =>
    `${name(to)} 색상을 인스턴스 ${wanted}대로 늘린 뒤(\`aws autoscaling set-desired-capacity --desired-capacity ${wanted}\`) 다시 시도하세요.`,
  'deployment.none': ({ to }) => `${name(to)} 색상에서 진행 중인 배포가 없습니다.`,
  'deployment.running': ({ to, id, status }) => `${name(to)} 색상에서 배포 ${id}이(가) 진행 중입니다 (${status}).`,
  'deployment.running.next': ({ id }) =>
    `끝날 때까지 기다리거나(\`bluegreen status\`) 중지하세요: \`aws deploy stop-deployment --deployment-id ${id}\``,
  'live.none': ({ to }) => `${name(to)} 색상으로 트래픽을 보내는 라우트가 없습니다.`,
  'live.blank': ({ to }) =>
    `리스너가 ${name(to)} 색상을 가리키지만, 그곳에는 배포된 적도 정상인 대상도 없어 서비스 중인 것이 없습니다.`,
  'live.serves': ({ to, carrying, routes }) =>
    `라우트 ${routes}개 가운데 ${carrying}개가 운영 트래픽을 ${name(to)} 색상으로 보냅니다.`,
  'live.serves.next': () => '다른 색상에 배포하세요. 색상을 생략하거나 `idle`로 지정하면 됩니다.',
  'live.strays': ({ to, strays }) => `설정에 없는 라우트 ${strays}개가 ${name(to)} 색상으로 트래픽을 보냅니다.`,
  'strays.next': ({ listeners }) =>
    `listenerArns(BLUEGREEN_LISTENER_ARNS)에 ${listeners} 추가하거나, 그곳으로 보내지 않게 바꾸세요.`,
  'routes.none': () => 'BLUE나 GREEN 대상 그룹으로 보내는 리스너나 규칙이 없습니다.',
  'routes.none.next': () => '`bluegreen config explain`을 실행해 리스너와 두 대상 그룹을 확인하세요.',
  'routes.strays': ({ strays }) => `설정에 없는 라우트 ${strays}개는 함께 옮겨지지 않습니다.`,
  'routes.agree': ({ routes, live }) => `라우트 ${routes}개 모두 ${name(live)} 색상으로 트래픽을 보냅니다.`,
  'routes.named': ({ routes, to }) =>
    `라우트가 서로 다르지만, 지정한 대로 ${routes}개 모두 ${name(to)} 색상으로 옮깁니다.`,
  'routes.disagree': () => '라우트들이 가리키는 라이브 색상이 서로 다릅니다.',
  'routes.disagree.next': () => '서비스할 색상을 지정하세요: `bluegreen switch blue` 또는 `bluegreen switch green`',
  'targets.healthy': ({ to, healthy, all }) => `${name(to)} 색상의 대상 ${all}개 가운데 ${healthy}개가 정상입니다.`,
  'targets.unhealthy': ({ to, healthy, all }) => `${name(to)} 색상의 대상 ${all}개 가운데 ${healthy}개만 정상입니다.`,
  'targets.unhealthy.next': ({ to }) => `원인을 확인하세요: \`bluegreen validate ${to}\``,
  'targets.unreferenced.next': ({ group }) =>
    `리스너 규칙이 대상 그룹 ${group} 쪽을 가리키게 하세요. 그러지 않으면 상태 검사를 받지 못합니다.`,
  'targets.present': ({ to, all }) => `${name(to)} 색상에 등록된 대상은 ${all}개입니다.`,
  'targets.absent': ({ to, group, unreferenced }) =>
    `${name(to)} 색상의 대상 그룹 ${group}에 등록된 대상이 없${unreferenced ? '고, 이 그룹을 가리키는 리스너도 없' : ''}습니다.`,
  'targets.absent.next': ({ to }) =>
    `${name(to)} 색상에 인스턴스를 마련하고(\`aws autoscaling set-desired-capacity\`) 등록될 때까지 기다린 뒤 다시 시도하세요.`,
  'identity.no-targets': ({ to }) => `${name(to)} 색상에 정상인 대상이 없어, 무엇이 실행 중인지 물어볼 수 없었습니다.`,
  'identity.no-targets.next': () => '먼저 대상이 정상이 될 때까지 기다리세요.',
  'identity.unseen': ({ to, said, unseen }) =>
    `${name(to)} 색상의 대상 ${said}개는 실행 중인 릴리스를 답했고, ${unseen}개는 답하지 않았습니다.`,
  'identity.unseen.next': ({ to, testUrl }) =>
    `직접 물어보세요: \`curl -H 'X-BlueGreen-Color: ${to}' ${testUrl}/version\``,
  'identity.differs': ({ to, wanted }) => `${name(to)} 색상의 모든 워커가 ${wanted} 릴리스를 실행하는 것은 아닙니다.`,
  'identity.differs.next': ({ to, release }) =>
    `다시 배포하세요: \`bluegreen deploy ${to} --source <folder> --release ${release}\``,
  'identity.same': ({ to, workers, targets, wanted }) =>
    `${name(to)} 색상의 대상 ${targets}개, 워커 ${workers}개가 ${wanted} 릴리스를 실행합니다.`,
  'identity.hearsay': ({ to, wanted }) =>
    `${name(to)} 색상을 이름으로 부를 수 있는 리스너가 없어 직접 물어보지 못했습니다. CodeDeploy 기록으로는 ${wanted} 릴리스입니다.`,
  'identity.unknown': ({ to }) =>
    `${name(to)} 색상을 이름으로 부를 수 있는 리스너가 없고, CodeDeploy도 어떤 릴리스인지 확실히 알지 못합니다.`,
  'identity.nobody.next': ({ to }) =>
    `테스트 리스너에 X-BlueGreen-Color 규칙 두 개를 추가하거나, \`bluegreen deploy ${to} --source <folder> --release <name>\`으로 배포하세요.`,
  'probe.failed': ({ color, reason }) =>
    `${name(color)} 색상이 로드 밸런서를 통해 올바르게 응답하지 않았습니다: ${reason}.`,
  'probe.failed.next': ({ color }) =>
    `트래픽은 이전 상태로 돌아갔습니다. \`bluegreen validate ${color}\`로 ${name(color)} 색상의 응답을 확인하세요.`,
  'stale.live': ({ live }) =>
    live
      ? `계획을 세운 뒤 ${name(live)} 색상이 라이브가 됐습니다.`
      : '계획을 세운 뒤 라이브 색상을 하나로 정할 수 없게 됐습니다.',
  'stale.changed': () => '계획을 세운 뒤 라우트가 바뀌었습니다.',
  'stale.added': () => '계획을 세운 뒤 라우트가 추가됐습니다.',
  'stale.strays': () => '계획을 세운 뒤 설정에 없는 라우트가 트래픽을 보내기 시작했습니다.',
  'stale.deployment': ({ to, id }) => `계획을 세운 뒤 ${name(to)} 색상에서 배포 ${id}이(가) 시작됐습니다.`,
  'stale.targets': ({ to }) => `확인한 뒤 ${name(to)} 색상의 대상이 바뀌었습니다.`,
  'stale.sick': ({ to, sick }) => `${name(to)} 색상의 대상 ${sick}개가 더는 정상이 아닙니다.`,
  'never-healthy': ({ color, healthy, all }) =>
    `제한 시간 안에 ${name(color)} 색상의 대상 ${all}개 가운데 ${healthy}개만 정상이 됐습니다.`,
  'never-healthy.next': ({ color }) =>
    `\`bluegreen validate ${color}\`와 호스트의 애플리케이션 로그에서 원인을 확인하세요. 라이브 트래픽은 그대로입니다.`,
  unreferenced: ({ color }) =>
    `${name(color)} 색상의 대상 그룹을 가리키는 리스너나 규칙이 없어, 대상이 상태 검사를 받지 못합니다.`,
  'unreferenced.next': () => '테스트 리스너의 규칙(헤더 X-BlueGreen-Color)이 그 그룹으로 보내게 한 뒤 다시 시도하세요.',
  'color.invalid': ({ choice }) => `"${choice}"은(는) 색상이 아닙니다.`,
  'color.invalid.next': () =>
    '`blue`, `green`, `idle`, `live` 가운데 하나로 지정하세요. `bluegreen status`로 상태를 볼 수 있습니다.',
  'again.next': () => '`bluegreen status`로 확인한 뒤 같은 명령을 다시 실행하세요.',
  'aws.expired': ({ said }) => `AWS 자격 증명이 만료됐습니다.${quote(said)}`,
  'aws.expired.next': () => '다시 로그인한 뒤(`aws sso login`이나 새 CI 토큰) 같은 명령을 다시 실행하세요.',
  'aws.no-credentials': ({ call, said }) => `${call} 요청에 AWS 자격 증명이 없었습니다.${quote(said)}`,
  'aws.no-credentials.next': () =>
    'AWS_ACCESS_KEY_ID와 AWS_SECRET_ACCESS_KEY, 또는 AWS_PROFILE을 설정하고 `aws sts get-caller-identity`로 확인하세요.',
  'aws.denied': ({ action, resource, user, because }) =>
    `AWS가 ${user ? `${user}에게 ` : ''}${resource}에 대한 ${action} 권한을 거부했습니다${because ? `: ${because}` : ''}.`,
  'aws.throttled': ({ call, attempts }) =>
    `AWS가 ${call} 요청을 ${attempts > 1 ? `${attempts}번 ` : ''}제한했습니다. 이 계정의 요청이 너무 많습니다.`,
  'aws.throttled.next': () => '1분쯤 기다린 뒤 같은 명령을 다시 실행하세요.',
  'aws.missing': ({ subject, region, said }) =>
    `${region} 리전에 없습니다: ${subject}, 또는 그것에 필요한 것.${quote(said)}`,
  'aws.missing.next': () => '이름을 바로잡거나(`bluegreen config explain`에 출처가 나옵니다) 새로 만드세요.',
  'aws.unreachable': ({ service, operation, endpoint, reason }) =>
    `${endpoint}의 ${service}에서 ${operation} 응답이 없었습니다: ${reason}.`,
  'aws.unreachable.next': ({ isLocal }) =>
    isLocal
      ? '`bluegreen sandbox status`로 샌드박스가 실행 중인지 보거나, AWS를 쓰려면 AWS_ENDPOINT_URL을 해제하세요.'
      : '네트워크, 리전, AWS_ENDPOINT_URL을 확인한 뒤 같은 명령을 다시 실행하세요.',
};

function quote(said: string): string {
  return said ? ` AWS 응답: ${said}` : '';
}
