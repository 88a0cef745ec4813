import type { GateName } from '../domain/plan.js';
import type { Messages } from './messages.js';
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
    'gate.judged': ({ verdict }) => `${gates[verdict.gate]}: ${verdicts[verdict.verdict]}. ${verdict.summary}`,
    'lease.acquired': ({ operation }) =>
      `${operation.owner} 님이 이 환경의 작업 권한을 얻었습니다 (${operation.fencing}번째)`,
    'lease.released': () => '이 환경의 작업 권한을 반납했습니다',
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
    'targets.healthy': ({ color, healthy }) => `${name(color)}: 대상 ${healthy}개 모두 정상`,
    'release.identified': ({ color, release, instances, workers }) =>
      `${name(color)} 색상의 인스턴스 ${instances}개, 워커 ${workers}개에서 ${release.release} 실행을 확인했습니다`,
    'idle.referenced': ({ color }) => `상태 검사를 받도록 ${name(color)} 색상을 가중치 0으로 추가했습니다`,
    'traffic.shifting': ({ from, to, routeArns }) =>
      `라우트 ${routeArns.length}개의 트래픽을 ${name(from)}에서 ${name(to)} 쪽으로 옮깁니다`,
    'traffic.shifted': ({ to, routes }) =>
      `라우트 ${routes}개의 트래픽이 ${name(to)} 색상으로 갑니다. 다시 읽어 확인했습니다`,
    'probe.passed': ({ color, answers, elapsedMs }) =>
      `검증 완료: 로드 밸런서를 통해 ${name(color)} 색상이 연속 ${answers}회 올바르게 응답했습니다 (${duration(elapsedMs)})`,
    'probe.failed': ({ color, reason }) => `${name(color)} 색상이 올바르게 응답하지 않습니다: ${reason}`,
    'traffic.restored': ({ live, routes }) =>
      `라우트 ${routes}개를 이전 상태로 되돌렸습니다${live ? `. 라이브는 ${name(live)}` : ''}`,
    'record.unwritten': ({ record, reason }) =>
      `${record === 'journal' ? '작업 기록' : '작업 권한'}의 마지막 상태를 저장하지 못했습니다: ${reason}`,
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
    LEASE_HELD: '다른 작업이 진행 중입니다',
    DEPLOYMENT_RUNNING: '배포가 진행 중입니다',
    CONFIRMATION_MISSING: '확인을 받지 못했습니다',
    GATE_FAILED: '게이트를 통과하지 못했습니다',
    TARGETS_UNREFERENCED: '대상 그룹이 어느 리스너에도 연결되어 있지 않습니다',
    DEPLOYMENT_FAILED: '배포에 실패했습니다',
    DEPLOYMENT_STOPPED: '배포가 중지됐습니다',
    NEVER_HEALTHY: '대상이 정상 상태가 되지 않았습니다',
    RELEASE_MISMATCH: '실행 중인 릴리스가 정확히 일치하지 않습니다',
    NOTHING_TO_ROLL_BACK_TO: '되돌아갈 곳이 없습니다',
    VALIDATION_FAILED: '검증에 실패했습니다',
    THROTTLED: 'AWS가 요청을 제한하고 있습니다',
    ENDPOINT_UNREACHABLE: 'AWS에 연결할 수 없습니다',
    AWS_REFUSED: 'AWS가 요청을 거절했습니다',
    LEASE_LOST: '작업 권한을 잃었습니다',
    PROBE_FAILED: '새 색상이 검증을 통과하지 못해 트래픽을 되돌렸습니다',
    READ_BACK_MISMATCH: '로드 밸런서에 변경이 반영되지 않아 트래픽을 되돌렸습니다',
    SWITCH_REVERTED: '전환에 실패해 트래픽을 되돌렸습니다',
    RESTORE_FAILED: '즉시 조치 필요: 트래픽을 되돌리지 못했습니다',
    PLAN_STALE: '계획을 세운 뒤 환경이 바뀌었습니다',
    TIMED_OUT: '제한 시간이 지났지만 아직 진행 중입니다',
    ABORTED: '요청에 따라 중단했습니다',
  },
  labels: { next: '다음 조치', evidence: '근거' },
};

const VERBS = { deploy: '배포', switch: '전환', rollback: '롤백' } as const;

const STATUSES = {
  Pending: '대기',
  InProgress: '진행 중',
  Succeeded: '성공',
  Failed: '실패',
  Skipped: '건너뜀',
  Unknown: '알 수 없음',
} as const;
