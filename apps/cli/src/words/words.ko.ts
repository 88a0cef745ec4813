import type { Color } from '@bluegreen/sdk';
import type { Words } from './words.js';

const name = (color: Color) => color.toUpperCase();

const VERBS = { deploy: '배포', switch: '전환', rollback: '롤백' } as const;

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
  deployed: (color, release) => `${name(color)} 색상에서 ${release} 실행 중: 정상이며 아직 라이브가 아닙니다.`,
  bundled: (path, files, bytes, digest) => `${path}: 파일 ${files}개, ${bytes}바이트, 다이제스트 ${digest}`,
  history: {
    empty: '아직 기록된 작업이 없습니다.',
    running: '진행 중',
    columns: ['시각', '작업', '색상', '릴리스', '결과', '작업자', '오류'],
  },
  invalid: '올바르게 응답하지 않는 곳이 있습니다.',
  overrides: (source) => `${source}보다 우선`,
  sandbox: {
    answers: (endpoint) => `샌드박스 주소: ${endpoint}`,
    log: (file) => `로그: ${file}`,
    stopped: '중지했습니다.',
    heading: (endpoint, pid, app) => `${endpoint} (프로세스 ${pid}), 앱 주소 ${app}`,
    elsewhere: '다음 조치(다른 터미널에서)',
  },
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
