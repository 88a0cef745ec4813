import type { Color, ScalingSizes } from '@bluegreen/sdk';
import type { Words } from './words.js';

const name = (color: Color) => color.toUpperCase();
const sizes = ({ min, max, desired }: ScalingSizes) => `${desired}대 (${min}~${max})`;

const VERBS = { deploy: '배포', switch: '전환', rollback: '롤백', repair: '복구' } as const;

const BROKEN: Readonly<Record<string, string>> = { Failed: '실패', Stopped: '중지됨' };

export const ko: Words = {
  next: '다음 조치',
  none: '없음',
  unknown: '알 수 없음',
  status: {
    live: (color) => `현재 라이브는 ${name(color)}`,
    noneLive: '라이브 색상을 하나로 정할 수 없음',
    rows: { release: '릴리스', traffic: '트래픽', targets: '대상', capacity: '용량', deployment: '배포' },
    healthy: (healthy, total) => `정상 ${healthy}/${total}`,
    inService: (inService, desired) => `서비스 중 ${inService}/${desired}`,
    suspended: (color, processes) => `${name(color)} 스케일링 중지됨: ${processes}`,
    uncertain: (release, deploymentId, status) =>
      `불확실: 마지막 성공 ${release}, 배포 ${deploymentId} ${BROKEN[status] ?? status}`,
    stray: (kind, arn) => `설정에 없지만 이곳으로 트래픽을 보냄: ${kind === 'rule' ? '규칙' : '리스너'} ${arn}`,
    locked: (holder, since, reason) => `${holder} 잠금, ${since}부터: ${reason}`,
    lastMove: (verb, owner, at) => `${at} ${owner}의 ${verb}로 라이브`,
    operation: (running, verb, holder, since) =>
      `${running ? '진행 중' : '끝나지 않음'}: ${verb}, ${holder}, ${since}부터`,
  },
  plan: {
    title: (verb, environment, from, to, release) =>
      `${environment} ${VERBS[verb]}: ${verb === 'deploy' ? '' : `${from ? name(from) : '없음'} -> `}${name(to)}, 릴리스 ${release}`,
    gates: '점검:',
    steps: '단계:',
    nothing: '할 일이 없습니다',
    upload: (key) => `${key}에 묶음 업로드 (이미 있으면 건너뜀)`,
    deploy: (color, group) => `${name(color)} 색상에 배포 (${group})`,
    reference: (route) => `${route}에 대기 색상을 가중치 0으로 추가`,
    waitHealthy: (color) => `${name(color)} 색상의 모든 대상이 정상이 될 때까지 대기`,
    identify: (color) => `${name(color)} 색상의 모든 대상과 워커에서 릴리스 확인`,
    shift: (route) => `${route}의 트래픽 이동`,
    prove: (color) => `로드 밸런서를 통해 ${name(color)} 색상의 응답 검증`,
  },
  move: {
    confirm: (color) => `라이브 트래픽을 ${name(color)} 색상으로 옮길까요? [y/N] `,
    unchanged: (color) => `${name(color)} 색상이 이미 라이브입니다. 바뀐 것은 없습니다.`,
    done: (live, release, from, ms) =>
      `${name(live)} 색상이 ${release} 릴리스로 라이브입니다${from ? ` (이전: ${name(from)})` : ''}. 이동과 검증에 ${ms} ms 걸렸습니다.`,
    stopped: (deploymentId) => `떠난 색상에서 진행 중이던 배포 ${deploymentId}에 중지를 요청했습니다.`,
    wayBack: '이전 색상으로 되돌립니다',
  },
  scale: {
    title: (color, group, before, after) => `${name(color)} 규모 변경 (${group}): ${sizes(before)} -> ${sizes(after)}`,
    lost: '잃는 것:',
    refused: '거부 이유:',
    confirm: (color, before, after) => `${name(color)} 색상을 ${before}대에서 ${after}대로 바꿀까요? [y/N] `,
    unchanged: (color, desired) => `${name(color)} 색상은 이미 ${desired}대입니다. 바꾼 것이 없습니다.`,
    done: (color, desired, healthy) =>
      desired === 0
        ? `${name(color)} 색상은 0대입니다. 대상이 모두 사라졌습니다.`
        : `${name(color)} 색상은 ${desired}대이고, 정상 대상은 ${healthy}개입니다.`,
  },
  repair: {
    agrees: '모든 라우트가 기록과 같습니다. 바꾼 것이 없습니다.',
    confirmAdopt: (routes) => `바뀐 라우트 ${routes}개를 앞으로의 의도로 기록할까요? [y/N] `,
    adopted: (routes) => `바뀐 라우트 ${routes}개를 지금 상태로 기록했습니다. 라우트는 쓰지 않았습니다.`,
    done: (routes) => `라우트 ${routes}개가 다시 기록과 같습니다.`,
    drift: (kind, route, change) =>
      `기록과 다름: ${kind === 'listener' ? '리스너' : '규칙'} ${route}, ${{ colour: '트래픽 비율이 기록과 다릅니다', detail: '색상별 비율은 같지만 다른 설정이 바뀌었습니다', gone: '사라졌습니다' }[change]}`,
    recorded: (actions) => `기록: ${actions}`,
    reads: (actions) => `현재: ${actions ?? '없음'}`,
  },
  proof: {
    counts: (sent, answered, failed) => `이동 중 요청 ${sent}건: 응답 ${answered}, 실패 ${failed}`,
    gap: (ms) => `최장 공백 ${ms} ms`,
    first: (ms) => `새 색상의 첫 응답 ${ms} ms 뒤`,
    lastFormer: (ms) => `이전 색상의 마지막 응답 ${ms} ms 뒤`,
    none: '이동 중 보낸 요청 없음',
  },
  deployedUnasked: (color, release) =>
    `CodeDeploy 기록으로 ${name(color)} 색상에 ${release} 릴리스가 있습니다. 정상이며 아직 라이브가 아닙니다. 이름으로 부를 수 있는 리스너가 없어 직접 확인하지는 못했습니다.`,
  deployed: (color, release) => `${name(color)} 색상에서 ${release} 실행 중: 정상이며 아직 라이브가 아닙니다.`,
  published: (changed, release, digest, key) =>
    changed
      ? `${release} (${digest.slice(0, 12)}) 릴리스를 ${key} 키로 저장했습니다.`
      : `${release} (${digest.slice(0, 12)}) 릴리스는 이미 ${key} 키로 저장되어 있습니다.`,
  releases: { empty: '아직 저장된 릴리스가 없습니다.', columns: ['릴리스', '다이제스트', '저장 시각', '바이트'] },
  infra: {
    same: '바뀔 것이 없습니다.',
    confirm: (stack) => `${stack} 스택을 이렇게 바꿀까요? [y/N] `,
    done: (stack, status) => `${stack} 스택 상태: ${status}.`,
  },
  gitlab: {
    unknownCommit: (environment) => `${environment} 환경의 라이브 릴리스가 어느 커밋에서 빌드되었는지 알 수 없습니다.`,
    sameCommit: (environment, commit) => `${environment} 환경은 ${commit} 커밋이며, GitLab 기록과 같습니다.`,
    recorded: (environment, commit, done) =>
      `${environment} 환경은 ${commit} 커밋입니다: ${done ? '기록했습니다' : '아직 기록되지 않았습니다'}.`,
  },
  diagnosis: {
    never: '그곳에는 배포된 적이 없습니다.',
    cause: '추정 원인',
    unknown: '알려진 원인과 맞는 말이 없습니다. 아래 로그를 확인하십시오.',
    fine: '실패한 이벤트가 없습니다.',
    places: '나머지 기록은 호스트에 있습니다:',
  },
  whyNot: {
    nothing: (verb, color) => `${name(color)} 색상으로의 ${verb} 작업을 막는 것이 없습니다.`,
    against: (verb, color, count, of) =>
      `${name(color)} 색상으로의 ${verb} 작업을 점검 ${of}개 중 ${count}개가 막고 있습니다.`,
    barred: '막힘',
  },
  bundled: (path, files, bytes, digest) => `${path}: 파일 ${files}개, ${bytes}바이트, 다이제스트 ${digest}`,
  history: {
    empty: '아직 기록된 작업이 없습니다.',
    states: { running: '진행 중', waiting: 'CodeDeploy 대기', unfinished: '끝나지 않음', ended: '종료' },
    columns: ['시각', '작업', '색상', '릴리스', '결과', '작업자', '검증', '오류', '작업 번호'],
    attempts: {
      empty: '아직 기록된 시도가 없습니다.',
      outcomes: { accepted: '수락', refused: '거부' },
      columns: ['시각', '사람', '경로', '요청', '결과', '코드', '링크'],
    },
  },
  resume: {
    nothing: '끝나지 않은 작업이 없습니다.',
    title: ({ verb, id, owner, end, action }, unwind) =>
      `${owner} 님의 ${verb} ${id}: ${end ?? `${unwind ? '되돌리기' : '마무리'} (${action})`}`,
    confirm: (unwind) => (unwind ? '되돌릴까요? [y/N] ' : '마무리할까요? [y/N] '),
  },
  lock: {
    locked: (owner, since, reason) => `${since}부터 ${owner} 님이 잠갔습니다: ${reason}`,
    unlocked: (owner, reason) => `${owner} 님의 잠금을 풀었습니다: ${reason}`,
    free: '잠긴 것이 없습니다.',
  },
  steal: {
    holder: (owner, verb, since) => `${owner} 님이 ${since}부터 "${verb}" 작업 중입니다.`,
    confirm: '작업 권한을 가져올까요? [y/N] ',
    done: (owner, verb, unfinished) =>
      `"${verb}" 작업 중이던 ${owner} 님에게서 권한을 가져왔습니다. ${unfinished ? '시작된 일은 bluegreen resume으로 정리하세요.' : '바뀐 것이 없거나 방금 끝난 작업이라 정리할 것이 없습니다.'}`,
  },
  invalid: '올바르게 응답하지 않는 곳이 있습니다.',
  overrides: (source) => `${source}보다 우선`,
  sandbox: {
    answers: (endpoint) => `샌드박스 주소: ${endpoint}`,
    log: (file) => `로그: ${file}`,
    stopped: '중지했습니다.',
    heading: (endpoint, pid, app) => `${endpoint} (프로세스 ${pid}), 앱 주소 ${app}`,
    elsewhere: '다음 조치(다른 터미널에서)',
    faultAdded: (id, kind) => `${id}: ${kind} 장애를 걸어 두었습니다.`,
    noFaults: '걸어 둔 장애가 없습니다.',
    faultColumns: ['이름', '종류', '대상', '발생', '상태'],
    released: (calls) => `다시 진행하는 호출: ${calls}건.`,
    faultsCleared: (faults) => `해제한 장애: ${faults}건.`,
  },
  staged: (server, release, former) =>
    `${server}에서 ${release} 릴리스가 검증을 통과해 실행 중입니다${former ? ` (이전 릴리스: ${former})` : ''}.`,
  demo: {
    sandbox: '샌드박스 시작: 색상 2개, 색상마다 인스턴스 2대, 인스턴스마다 PM2 워커 4개',
    deployFirst: '대기 색상에 v1 배포',
    switchFirst: 'v1로 전환',
    load: '로드 밸런서를 통해 일정한 부하 시작',
    deploySecond: '부하 중에 다른 색상에 v2 배포',
    switchSecond: '부하 중에 v2로 전환',
    rollBack: '부하 중에 v1로 롤백',
    switchAgain: '부하 중에 다시 v2로 전환',
    releases: '릴리스',
    verbs: { switch: VERBS.switch, rollback: VERBS.rollback },
    requests: '요청',
    counts: (sent, answered, failed) => `보냄 ${sent}, 응답 ${answered}, 실패 ${failed}`,
    longestGap: '최장 공백',
    gap: (ms) => `응답 없던 시간 ${ms} ms`,
    latency: '지연 시간',
    latencies: (p50, steady, switching) => `p50 ${p50} ms, p99 평상시 ${steady} ms, 전환 중 ${switching} ms`,
  },
};
