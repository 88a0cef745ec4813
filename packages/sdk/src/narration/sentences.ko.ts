import type { Told } from '../domain/sentences.js';
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
    `${name(to)} 색상을 인스턴스 ${wanted}대로 늘린 뒤(\`bluegreen scale ${to} ${wanted}\`) 다시 시도하세요.`,
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
    `${name(to)} 색상에 인스턴스를 마련하고(\`bluegreen scale ${to} <대수>\`) 등록될 때까지 기다린 뒤 다시 시도하세요.`,
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
  'color.meant.next': ({ meant }) =>
    `혹시 \`${meant}\`인가요? \`bluegreen status\`로 어느 색상이 무엇인지 볼 수 있습니다.`,
  'color.invalid.next': () =>
    '`blue`, `green`, `idle`, `live` 가운데 하나로 지정하세요. `bluegreen status`로 상태를 볼 수 있습니다.',
  'again.next': () => '`bluegreen status`로 확인한 뒤 같은 명령을 다시 실행하세요.',
  'status.next': () => '`bluegreen status`로 현재 상태를 확인하세요.',
  'lease.held': ({ owner, surface, verb, since }) =>
    `${owner}(${surface}) 쪽에서 ${since}부터 "${verb}" 작업을 진행하고 있습니다.`,
  'lease.held.next': ({ id }) =>
    `끝날 때까지 기다리세요. \`bluegreen attach ${id}\`로 지켜볼 수 있습니다. 프로세스가 죽었다면 \`bluegreen resume\`이 1분 동안 응답이 없는 것을 확인한 뒤 넘겨받습니다.`,
  'lease.unfinished': ({ owner, surface, verb, since }) =>
    `${owner}(${surface}) 쪽에서 ${since}에 시작한 "${verb}" 작업이 끝나지 않은 채 남아 있습니다.`,
  'lease.unfinished.next': () => '`bluegreen resume`으로 끝내거나, `bluegreen resume --unwind`로 되돌리세요.',
  'lease.locked': ({ owner, surface, since, reason }) =>
    `${owner}(${surface}) 쪽에서 ${since}부터 이 환경을 잠갔습니다: ${reason}`,
  'lease.locked.next': () => '잠근 사람에게 확인하세요. `bluegreen unlock`으로 풀 수 있고, 롤백은 잠겨 있어도 됩니다.',
  'lease.lost': () => '이 작업이 멈추거나 연결이 끊긴 사이 다른 작업이 이 환경을 넘겨받았습니다.',
  'lease.lost.next': () =>
    '`bluegreen status`로 누가 작업 중인지, `bluegreen history`로 어떻게 끝났는지 확인한 뒤 다시 시도하세요.',
  'lease.nobody': () => '이 환경을 잡고 있는 작업이 없어 빼앗을 것이 없습니다.',
  'lease.nobody.next': () =>
    '잠금은 `bluegreen unlock`으로 풀고, 끝나지 않은 작업은 `bluegreen resume`으로 마무리하세요.',
  'state.unreadable': ({ key, why }) => `버킷의 ${key} 객체를 해석할 수 없습니다: ${why}.`,
  'state.unreadable.next': ({ key }) =>
    `버킷에서 이 환경의 접두사 아래 ${key} 객체를 살펴보고, 마지막 정상 버전으로 되돌리세요.`,
  'operation.unknown': ({ id }) => `작업 ${id}의 기록이 없습니다.`,
  'operation.unknown.next': () => '기록된 작업의 ID는 `bluegreen history`에서 볼 수 있습니다.',
  'operation.none': () => '지금 진행 중인 작업이 없습니다.',
  'operation.none.next': () => '작업을 지정하세요. ID는 `bluegreen history`에서 볼 수 있습니다.',
  'operation.goes-on': ({ id }) => `작업 ${id}은(는) 계속 진행 중이며, 지켜보기만 끝났습니다.`,
  'operation.goes-on.next': ({ id }) => `다시 지켜보세요: \`bluegreen attach ${id}\``,
  'drift.moved': () => '마지막으로 기록된 작업 뒤에 다른 누군가가 트래픽을 옮겼습니다.',
  'drift.moved.next': () => '`bluegreen repair`로 되돌리거나, `bluegreen repair --adopt`로 지금 상태를 받아들이세요.',
  'drift.resumed': ({ routes, verb, id }) =>
    `${verb} 작업 ${id}이(가) 바꾸던 라우트 ${routes}개를 다른 누군가가 바꿨습니다. 아무것도 쓰지 않았습니다.`,
  'drift.resumed.next': () =>
    '`bluegreen status`로 확인한 뒤 서비스할 색상을 지정하세요: `bluegreen switch blue` 또는 `bluegreen switch green`',
  'drift.gone': ({ routes }) => `라우트 ${routes}개가 없어졌거나 어느 색상으로도 보내지 않아 되돌릴 수 없습니다.`,
  'drift.gone.next': () => '기록된 동작으로 다시 만들거나, `bluegreen repair --adopt`로 지금 상태를 받아들이세요.',
  'restore.failed': () => '트래픽을 이전 상태로 되돌리지 못했습니다. 일부가 잘못된 색상으로 갈 수 있습니다.',
  'restore.failed.next': ({ live }) =>
    `지금 조치하세요. \`bluegreen status\`를 본 뒤 ${live ? `\`bluegreen switch ${live}\`` : '서비스할 색상으로 전환(예: `bluegreen switch blue`)'}을 실행하세요. 이전 동작은 증거와 저널에 있습니다.`,
  reverted: ({ said, told, live }) => `전환이 도중에 실패했습니다: ${inner(told, said)} ${back(live)}`,
  'stopped.back': ({ said, told, live }) => `${inner(told, said)} ${back(live)}`,
  stopped: () => '요청에 따라 작업을 멈췄습니다.',
  'stopped.deployment': ({ id }) => `요청에 따라 멈췄습니다. 배포 ${id}은(는) CodeDeploy에서 계속됩니다.`,
  'read-back.differs': ({ to }) =>
    `로드 밸런서가 ${name(to)} 색상으로의 변경을 받았지만, 일부 라우트에는 나타나지 않습니다.`,
  'read-back.differs.next': () =>
    '트래픽은 이전 상태로 돌아갔습니다. 다른 도구가 이 라우트를 바꾸는지 확인한 뒤 다시 시도하세요.',
  'deployment.stopped': ({ id }) => `배포 ${id}이(가) 끝나기 전에 중지됐습니다.`,
  'deployment.stopped.next': () => '중지한 사람과 확인한 뒤 다시 배포하세요. 라이브 트래픽은 바뀌지 않았습니다.',
  'deployment.alarmed': ({ id, alarms }) => `배포 ${id}이(가) CloudWatch 경보로 중지됐습니다: ${alarms}.`,
  'deployment.alarmed.next': ({ alarms }) =>
    `원인을 확인하세요: \`aws cloudwatch describe-alarms --alarm-names ${alarms}\`. 경보가 해제되면 다시 배포하세요. 라이브 트래픽은 바뀌지 않았습니다.`,
  'deployment.failed': ({ id, where }) => `배포 ${id}이(가) 실패했습니다${where}.`,
  'deployment.failed.next': ({ id }) =>
    `로그에 나온 문제를 고친 뒤 다시 배포하세요. 전체 내용: \`aws deploy list-deployment-targets --deployment-id ${id}\``,
  'deployment.late': ({ id, status }) => `배포 ${id}은(는) 아직 진행 중이며(${status}), 기다리기만 끝났습니다.`,
  'deployment.late.next': ({ id }) =>
    `\`bluegreen status\`나 \`aws deploy get-deployment --deployment-id ${id}\`로 다시 확인하세요.`,
  'deployment.no-bundle': ({ release }) => `${release} 번들이 버킷에 올라가지 않아 아무것도 시작하지 않았습니다.`,
  'deployment.no-bundle.next': () => '`bluegreen deploy`를 다시 실행하세요.',
  'deployment.serves': ({ color }) =>
    `이제 ${name(color)} 색상이 서비스 중이며, 라이브 트래픽 아래의 배포는 중지하지 않습니다.`,
  'deployment.serves.next': () => '끝나게 두세요: `bluegreen resume`',
  'rollback.already': ({ live, other }) =>
    `이미 ${name(other)} 색상에서 ${name(live)} 색상으로 롤백했고, 그 뒤로 트래픽이 옮겨지지 않았습니다.`,
  'rollback.already.next': ({ other }) =>
    `다시 ${name(other)} 색상으로 가려면 명시하세요: \`bluegreen switch ${other}\``,
  'rollback.never': ({ to, release }) =>
    `${name(to)} 색상이 ${release ?? '지금 가진 릴리스'} 상태로 서비스한 기록이 없습니다.`,
  'rollback.never.next': ({ to }) => `그래도 서비스하게 하려면 명시하세요: \`bluegreen switch ${to}\``,
  'rollback.replaced': ({ to, served, holds }) =>
    `${name(to)} 색상은 전에 ${served} 릴리스로 서비스했지만, 그 뒤 ${holds} 릴리스가 배포됐습니다.`,
  'rollback.replaced.next': ({ to, served, holds }) =>
    `${holds} 릴리스로 가려면 \`bluegreen switch ${to}\`를 실행하고, 아니면 먼저 ${served} 릴리스를 ${name(to)} 색상에 다시 배포하세요.`,
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

function back(live: string | null): string {
  return live ? `트래픽은 ${name(live)} 색상으로 돌아갔습니다.` : '트래픽은 이전 상태로 돌아갔습니다.';
}

/** A sentence within a sentence; its English text where it has none of its own. */
function inner(told: Told | null, said: string): string {
  if (!told || !Object.hasOwn(sentencesKo, told.key)) return said;
  return (sentencesKo[told.key] as (given: object) => string)(told.with);
}

function quote(said: string): string {
  return said ? ` AWS 응답: ${said}` : '';
}
