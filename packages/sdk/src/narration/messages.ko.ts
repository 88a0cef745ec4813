import type { Change } from '../domain/journal.js';
import type { ResumeAction } from '../domain/operations.js';
import type { GateName } from '../domain/plan.js';
import type { Messages } from './messages.js';
import { sentenceIn } from './sentences.js';
import { duration, name, percent, size } from '../domain/words.js';

const gates: Readonly<Record<GateName, string>> = {
  'not-live': '라이브 색상이 아님',
  'no-running-deployment': '진행 중인 배포 없음',
  'targets-present': '등록된 대상 있음',
  'targets-healthy': '대상 정상',
  'capacity-parity': '처리 용량',
  'release-identity': '릴리스 일치',
  'alarms-quiet': '경보 없음',
  'routes-agree': '라우트 일치',
};

const verdicts = { pass: '통과', fail: '실패', 'no-data': '판단 불가' } as const;

export const ko: Messages = {
  events: {
    'environment.observed': ({ snapshot: { live, colors, environment } }) =>
      `${environment}: ${live ? `현재 라이브는 ${name(live)}` : '라이브 색상을 하나로 정할 수 없음'}. BLUE 정상 ${colors.blue.healthy}/${colors.blue.total}, GREEN 정상 ${colors.green.healthy}/${colors.green.total}`,
    'plan.made': ({ plan }) =>
      plan.steps.length === 0
        ? `할 일이 없습니다. ${name(plan.to)} 색상이 이미 라이브입니다`
        : `계획 ${plan.hash.slice(0, 8)}: ${VERBS[plan.verb]} 대상 ${name(plan.to)}${plan.release ? ` (${plan.release.release})` : ''}, ${plan.steps.length}단계`,
    'gate.judged': ({ verdict }) =>
      `${gates[verdict.gate]}: ${verdicts[verdict.verdict]}. ${sentenceIn('ko', verdict.told, verdict.summary)}`,
    'lease.acquired': ({ operation }) =>
      `${operation.owner} 님이 이 환경의 작업 권한을 얻었습니다 (${operation.fencing}번째)`,
    'lease.released': () => '이 환경의 작업 권한을 반납했습니다',
    'bundle.warned': ({ source, warnings }) =>
      [`${source}에 의도와 다르게 동작할 수 있는 곳이 있습니다:`, ...warnings.map((line) => `  ${line}`)].join('\n'),
    'bundle.packed': ({ release, files, bytes }) =>
      `${release.release} 묶음 완료: 파일 ${files}개, ${size(bytes)}, 다이제스트 ${release.digest.slice(0, 12)}`,
    'upload.skipped': ({ key, bytes }) => `이미 버킷에 있어 업로드를 건너뜁니다: ${key} (${size(bytes)})`,
    'upload.progressed': ({ sentBytes, totalBytes }) =>
      `업로드 중: ${size(totalBytes)} 중 ${percent(sentBytes, totalBytes)}`,
    'upload.finished': ({ bucket, key }) => `업로드 완료: s3://${bucket}/${key}`,
    'revision.registered': ({ key }) => `리비전 등록: ${key}`,
    'deployment.created': ({ deploymentId, color, release }) =>
      `${name(color)} 색상에 ${release.release} 배포를 시작했습니다 (${deploymentId})`,
    'deployment.adopted': ({ deploymentId, color }) =>
      `${name(color)} 배포 ${deploymentId}이(가) 이미 시작되어 있어 이어서 지켜봅니다`,
    'lifecycle.changed': ({ instance, event, status, elapsedMs }) =>
      `${instance} ${event}: ${STATUSES[status]}${elapsedMs === undefined ? '' : ` (${duration(elapsedMs)})`}`,
    'lifecycle.failed': ({ instance, event, script, message, logTail }) =>
      [
        `${instance} ${event}${script ? ` (${script})` : ''} 실패: ${message}`,
        ...logTail.map((line) => `  ${line}`),
      ].join('\n'),
    'deployment.finished': ({ deploymentId, status, elapsedMs }) =>
      `배포 ${deploymentId} 종료: ${status}, ${duration(elapsedMs)} 소요`,
    'deployment.stopped': ({ deploymentId, color }) =>
      `${name(color)} 색상의 배포 ${deploymentId}에 중지를 요청했습니다`,
    'deployment.unstopped': ({ deploymentId, color, reason }) =>
      `${name(color)} 색상의 배포 ${deploymentId}을(를) 중지하지 못했습니다: ${reason}`,
    'targets.waiting': ({ color, healthy, wanted }) =>
      `${name(color)} 대기 중: 대상 ${wanted}개 가운데 ${healthy}개 정상`,
    'targets.leaving': ({ color, targets, left }) => `${name(color)} 대기 중: 대상 ${targets}개 남음, 목표 ${left}개`,
    'targets.healthy': ({ color, healthy }) => `${name(color)}: 대상 ${healthy}개 모두 정상`,
    'release.identified': ({ color, release, instances, workers }) =>
      `${name(color)} 색상의 인스턴스 ${instances}개, 워커 ${workers}개에서 ${release.release} 실행을 확인했습니다`,
    'idle.referenced': ({ color }) => `상태 검사를 받도록 ${name(color)} 색상을 가중치 0으로 추가했습니다`,
    'traffic.shifting': ({ from, to, routeArns }) =>
      `라우트 ${routeArns.length}개의 트래픽을 ${name(from)}에서 ${name(to)} 쪽으로 옮깁니다`,
    'traffic.shifted': ({ to, routes }) =>
      `라우트 ${routes}개의 트래픽이 ${name(to)} 색상으로 갑니다. 다시 읽어 확인했습니다`,
    'probe.passed': ({ color, answers, elapsedMs, proven = [], readBackOnly = [] }) =>
      `검증 완료: 로드 밸런서를 통해 ${name(color)} 색상이 연속 ${answers}회 올바르게 응답했습니다 (${duration(elapsedMs)})` +
      (proven.length > 1 ? `, 라우트 ${proven.length}개` : '') +
      (readBackOnly.length > 0 ? `. 요청이 닿지 않아 다시 읽기로만 확인: ${readBackOnly.join(', ')}` : ''),
    'probe.failed': ({ color, reason }) => `${name(color)} 색상이 올바르게 응답하지 않습니다: ${reason}`,
    'traffic.restored': ({ live, routes }) =>
      `라우트 ${routes}개를 이전 상태로 되돌렸습니다${live ? `. 라이브는 ${name(live)}` : ''}`,
    'capacity.held': ({ groups }) =>
      `스케일링을 멈춰 둡니다: ${groups.map(({ autoScalingGroup, held }) => `${autoScalingGroup} (${held.join(', ')})`).join('; ')}`,
    'capacity.unheld': ({ reason }) => `스케일링을 멈추지 못한 채 계속합니다: ${reason}`,
    'capacity.restored': ({ groups }) =>
      `스케일링을 원래대로 되돌렸습니다: ${groups.map(({ autoScalingGroup }) => autoScalingGroup).join(', ')}`,
    'capacity.unrestored': ({ reason, next }) => `스케일링이 아직 멈춰 있습니다: ${reason} ${next}`,
    'capacity.changed': ({ color, before, after }) =>
      `${name(color)}: 요청 인스턴스 ${before.desired}대 -> ${after.desired}대 (최소 ${after.min}, 최대 ${after.max})`,
    'drift.found': ({ drift }) =>
      `라우트 ${drift.length}개가 기록과 다릅니다: ${drift.map(({ arn }) => arn).join(', ')}`,
    'routes.adopted': ({ routes }) => `라우트 ${routes}개를 지금 상태로 기록했습니다`,
    'operation.found': ({ operation, action }) =>
      `끝나지 않은 작업 발견: ${operation.owner} (${operation.surface}) 님의 ${operation.verb} ${operation.id}, ${operation.startedAt} 시작. ${ACTIONS[action]}`,
    'operation.settled': ({ operationId, verb, end }) =>
      end ? `${verb} ${operationId} 종료: ${end}` : `${verb} ${operationId}은(는) 배포가 끝나기를 기다립니다`,
    'lease.waiting': ({ operation, expiresInMs }) =>
      `${operation.owner} 님이 작업 권한을 갖고 있습니다. 응답을 기다리거나 ${duration(expiresInMs)} 뒤 만료를 기다립니다`,
    'lease.stolen': ({ victim }) =>
      `${victim.owner} (${victim.surface}) 님의 "${victim.verb}" 작업 권한을 가져왔습니다`,
    'environment.locked': ({ lock }) => `${lock.owner} 님이 환경을 잠갔습니다: ${lock.reason}`,
    'environment.unlocked': ({ lock }) => `${lock.owner} 님의 잠금을 풀었습니다: ${lock.reason}`,
    'step.followed': ({ step }) =>
      `${step.number}. ${CHANGES[step.change.kind]}: ${step.endedAt === null ? '시작' : `완료${step.observed ? ` (${step.observed})` : ''}`}`,
    'command.repeated': ({ operationId }) => `이미 받은 명령입니다 (작업 ${operationId})`,
    'record.unwritten': ({ record, reason }) =>
      `${record === 'journal' ? '작업 기록' : '작업 권한'}의 마지막 상태를 저장하지 못했습니다: ${reason}`,
    'metrics.unpublished': ({ reason }) => `대시보드 지표를 보내지 못했습니다: ${reason}`,
    'stack.proposed': ({ stack, exists, changes }) =>
      `스택 ${stack} ${exists ? '변경' : '생성'}: 변경 ${changes.length}개`,
    'stack.progressed': ({ event }) =>
      `리소스 ${event.logicalId} ${event.status}${event.reason ? `: ${event.reason}` : ''}`,
    'stack.finished': ({ stack, status }) => `스택 ${stack} 상태: ${status}`,
    'host.connected': ({ host, former }) =>
      former ? `${host} 준비 완료, 현재 릴리스 ${former.release}` : `${host} 준비 완료, 정상으로 확인된 릴리스 없음`,
    'host.received': ({ host, bytes }) => `${host}에 번들 도착 (${size(bytes)})`,
    'host.restoring': ({ host, release }) => `${host}: ${release.release}로 되돌립니다`,
    'endpoint.validated': ({ path, ok, status, detail }) =>
      `${path}: ${ok ? '정상' : '비정상'}${status === null ? '' : ` (${status})`}, ${detail}`,
  },
  gates,
  verdicts,
  errors: {
    INTERNAL: '예상하지 못한 문제가 생겼습니다',
    USAGE_INVALID: '명령을 이해할 수 없습니다',
    CONFIG_INVALID: '설정이 올바르지 않습니다',
    CONFIG_MISSING: '필요한 설정이 없습니다',
    COLOR_INVALID: '없는 색상입니다',
    ENVIRONMENT_UNKNOWN: '없는 환경입니다',
    ARN_MALFORMED: 'ARN 형식이 올바르지 않습니다',
    RESOURCE_MISSING: '설정에 적힌 리소스가 없습니다',
    BUCKET_MISSING: '아티팩트 버킷이 없습니다',
    BUNDLE_INVALID: '번들이 올바르지 않습니다',
    LIVE_COLOR_REFUSED: '라이브 색상에는 배포하지 않습니다',
    CREDENTIALS_MISSING: 'AWS 자격 증명이 없습니다',
    CREDENTIALS_INVALID: 'AWS가 자격 증명을 받아들이지 않았습니다',
    CREDENTIALS_EXPIRED: 'AWS 자격 증명이 만료됐습니다',
    ACCESS_DENIED: 'AWS 권한이 부족합니다',
    HOST_KEY_UNKNOWN: '서버의 호스트 키를 믿을 수 없습니다',
    HOST_ACCESS_DENIED: '서버가 접속을 거부했습니다',
    LEASE_HELD: '이 환경을 다른 작업이 쓰고 있습니다',
    LEASE_LOCKED: '환경이 잠겨 있습니다',
    HOST_BUSY: '다른 작업이 이 서버에 배포하고 있습니다',
    OPERATION_UNKNOWN: '없는 작업입니다',
    STATE_UNREADABLE: '버킷의 기록을 이해할 수 없습니다',
    DEPLOYMENT_RUNNING: '배포가 진행 중입니다',
    CONFIRMATION_MISSING: '확인을 받지 못했습니다',
    GATE_FAILED: '게이트를 통과하지 못했습니다',
    TARGETS_UNREFERENCED: '대상 그룹이 어느 리스너에도 연결되어 있지 않습니다',
    DEPLOYMENT_FAILED: '배포에 실패했습니다',
    DEPLOYMENT_STOPPED: '배포가 중지됐습니다',
    STACK_FAILED: '스택을 만들거나 바꿀 수 없습니다',
    NEVER_HEALTHY: '대상이 정상 상태가 되지 않았습니다',
    RELEASE_MISMATCH: '실행 중인 릴리스가 정확히 일치하지 않습니다',
    NOTHING_TO_ROLL_BACK_TO: '되돌아갈 곳이 없습니다',
    VALIDATION_FAILED: '검증에 실패했습니다',
    THROTTLED: 'AWS가 요청을 제한하고 있습니다',
    ENDPOINT_UNREACHABLE: 'AWS에 연결할 수 없습니다',
    AWS_REFUSED: 'AWS가 요청을 거절했습니다',
    LEASE_LOST: '작업 권한을 잃었습니다',
    CAPACITY_REFUSED: '인스턴스 수를 바꾸지 않았습니다',
    HOST_UNREACHABLE: '서버에 연결할 수 없습니다',
    STAGING_REFUSED: '서버가 릴리스를 받지 않았습니다',
    PROBE_FAILED: '새 색상이 검증을 통과하지 못해 트래픽을 되돌렸습니다',
    READ_BACK_MISMATCH: '로드 밸런서에 변경이 반영되지 않아 트래픽을 되돌렸습니다',
    SWITCH_REVERTED: '전환에 실패해 트래픽을 되돌렸습니다',
    STAGING_ROLLED_BACK: '서버에서 릴리스가 실패해 이전 릴리스로 되돌렸습니다',
    RESTORE_FAILED: '즉시 조치 필요: 트래픽을 되돌리지 못했습니다',
    STAGING_FAILED: '즉시 조치 필요: 서버에 정상 릴리스가 없습니다',
    PLAN_STALE: '계획을 세운 뒤 환경이 바뀌었습니다',
    DRIFTED: '라우트가 기록과 다릅니다',
    RELEASE_SUPERSEDED: '더 새로운 파이프라인이 이미 배포했습니다',
    TIMED_OUT: '제한 시간이 지났지만 아직 진행 중입니다',
    HOST_LOST: '서버와 연결이 끊겼지만 배포는 서버에서 계속됩니다',
    ABORTED: '요청에 따라 중단했습니다',
  },
  labels: { next: '다음 조치', evidence: '근거' },
};

const VERBS = { deploy: '배포', switch: '전환', rollback: '롤백', repair: '복구' } as const;

const STATUSES = {
  Pending: '대기',
  InProgress: '진행 중',
  Succeeded: '성공',
  Failed: '실패',
  Skipped: '건너뜀',
  Unknown: '알 수 없음',
} as const;

const ACTIONS: Readonly<Record<ResumeAction, string>> = {
  close: '남은 일이 없어 종료 상태만 기록합니다',
  'carry-on': '아직 바뀐 것이 없어 이어서 진행합니다',
  complete: '빠진 라우트를 마저 쓰고 검증합니다',
  restore: '모든 라우트를 이전 상태로 되돌립니다',
  drifted: '다른 사람이 라우트를 바꿔 아무것도 쓰지 않습니다',
  follow: '배포를 끝까지 지켜봅니다',
  stop: '배포를 중지합니다',
  resize: 'Auto Scaling 그룹의 크기를 맞춥니다',
};

const CHANGES: Readonly<Record<Change['kind'], string>> = {
  'write-routes': '라우트 쓰기',
  'create-deployment': '배포 생성',
  'stop-deployment': '배포 중지',
  'hold-capacity': '용량 고정',
  'restore-capacity': '용량 고정 해제',
  'set-capacity': '용량 변경',
};
