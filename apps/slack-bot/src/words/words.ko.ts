import type { Words } from './words.js';

const upper = (color: string) => color.toUpperCase();
const version = (release: string | null) => release ?? '알 수 없는 릴리스';

export const ko: Words = {
  title: (verb, to, release, environment) => {
    const target = to === 'idle' ? '유휴 색상' : `${upper(to)} 색상`;
    if (verb === 'deploy') return `${target}에 ${release ?? '최신 릴리스'} 배포 후 전환 · ${environment}`;
    if (verb === 'rollback' && to === 'idle') return `롤백 · ${environment}`;
    const place = release ? `${target}(${release})` : target;
    return verb === 'rollback' ? `${place}으로 롤백 · ${environment}` : `${place}으로 전환 · ${environment}`;
  },
  states: {
    preparing: '준비 중',
    waiting: '결정 대기',
    held: '보류',
    running: '진행 중',
    done: '완료',
    failed: '실패',
    cancelled: '취소됨',
    expired: '만료됨',
  },
  standing: { live: 'LIVE', idle: 'IDLE', shifting: 'SHIFTING' },
  labels: {
    gates: '게이트',
    steps: '단계',
    next: '다음 조치',
    unreadable: '지금 읽을 수 없습니다',
    askedBy: '요청',
    elapsed: '경과',
    plan: '계획',
    operation: '작업',
    details: '자세히',
    log: '기록',
  },
  buttons: {
    switch: '전환',
    rollback: '롤백',
    approve: '승인',
    hold: '보류',
    release: '다시 진행',
    recheck: '다시 확인',
    abort: '중단',
    details: '자세히',
    deny: '아니요',
    submit: '계속',
    close: '닫기',
  },
  color: (color, standing, release, healthy, total, weight) =>
    `*${upper(color)}* ${standing}\n${release ?? '릴리스 없음'} · ${weight} %\n정상 ${healthy}/${total}`,
  confirmMove: ({ plan, colors, environment }) => {
    const at = (color: 'blue' | 'green' | null | undefined) =>
      color
        ? `${upper(color)} (${version(colors?.[color].release ?? null)}, 정상 ${colors?.[color].healthy ?? 0}/${colors?.[color].total ?? 0})`
        : '정해지지 않은 색상';
    return `${environment}: 모든 트래픽을 ${at(plan?.from)}에서 ${at(plan?.to)} 쪽으로 옮깁니다.`;
  },
  confirmAbort: '아직 옮기지 않은 것은 그대로 두고, 옮긴 트래픽은 되돌립니다.',
  sure: '확인',
  approvalsLine: (given, needed, names, until) =>
    `승인 ${needed}건 중 ${given}건${names ? ` (${names})` : ''}. UTC ${until}까지 다른 사람의 승인이 필요합니다`,
  decideLine: (until) => `UTC ${until}까지 기다립니다`,
  held: (who) => `${who} 님이 보류했습니다`,
  aborting: (who) => `${who} 님이 중단을 요청했습니다`,
  done: (live, release, elapsed) =>
    `*${upper(live)}* 색상이 ${version(release)} 릴리스로 LIVE입니다. 전환과 검증에 ${elapsed} 걸렸습니다`,
  nothingToDo: (live) => `할 일이 없습니다. ${upper(live)} 색상이 이미 LIVE입니다`,
  rollbackCost: (to, release) => `되돌리기: 즉시. ${upper(to)} 색상이 ${version(release)} 릴리스로 대기 중입니다`,
  help: (command, environments) =>
    [
      `*${command} [환경] [blue|green|idle] [릴리스]*`,
      '릴리스가 그 색상에 없으면 먼저 배포하고, 계획과 게이트를 보여 준 뒤 묻고, 전환하고, 검증합니다. 릴리스를 적지 않으면 저장된 최신 릴리스를 씁니다. 라이브 트래픽은 사람이 결정해야만 움직입니다.',
      ...['status', 'plan [색상]', 'switch [색상]', 'rollback', 'lock &lt;이유&gt;', 'unlock', 'history', 'who'].map(
        (line) =>
          `• \`${command} ${line.split(' ')[0]} [환경]${line.includes(' ') ? ` ${line.split(' ').slice(1).join(' ')}` : ''}\``,
      ),
      `• \`${command} shift\` 명령은 \`${command} switch\` 명령과 같습니다. 트래픽은 한꺼번에 옮깁니다.`,
      `• \`${command}\`만 입력하면 입력 창이 열립니다. 스레드에서는 명령 대신 봇을 멘션하세요.`,
      `환경: ${environments.map(({ name, approvals }) => (approvals ? `${name} (다른 사람 승인 ${approvals}건)` : name)).join(', ')}.`,
    ].join('\n'),
  misunderstood: ({ code, given, suggestions }, command) => {
    const hint =
      suggestions.length > 0 ? ` ${suggestions.map((word) => `\`${word}\``).join(' 또는 ')}을(를) 뜻하셨나요?` : '';
    const more = ` \`${command} help\`에서 모두 볼 수 있습니다.`;
    switch (code) {
      case 'ENVIRONMENT_UNKNOWN':
        return `"${given}" 환경이 없습니다.${hint}${more}`;
      case 'COLOR_INVALID':
        return `"${given}" 색상은 없습니다.${hint}${more}`;
      case 'RELEASE_INVALID':
        return `"${given}"은(는) 릴리스 이름이 될 수 없습니다. 영문자, 숫자와 . _ - + 를 64자까지 쓸 수 있습니다.`;
      case 'REASON_MISSING':
        return `이유를 적어 주세요: \`${command} lock [환경] &lt;이유&gt;\``;
      case 'SHIFT_PARTIAL':
        return `트래픽은 한꺼번에 옮깁니다. 일부(${given})만 옮길 수는 없습니다. \`${command} switch\` 명령을 쓰세요.`;
      case 'USAGE_INVALID':
        return `"${given}"은(는) 그 자리에 올 수 없습니다.${hint}${more}`;
    }
  },
  refusals: {
    NOT_WAITING: '이 계획은 더 이상 결정을 기다리지 않습니다. 메시지에서 현재 상태를 확인하세요.',
    PLAN_MOVED: '그 계획을 보신 뒤 환경이 바뀌어 계획이 무효가 됐습니다. 새 계획을 보고 결정하세요.',
    APPROVAL_EXPIRED: '이 계획은 대기 시간이 지나 무효가 됐습니다. 명령을 다시 입력하세요.',
    SELF_APPROVAL: '요청한 본인은 승인할 수 없습니다. 다른 사람이 승인해야 합니다.',
    APPROVED_ALREADY: '이미 승인하셨습니다. 다른 사람의 승인이 필요합니다.',
    APPROVALS_MISSING: '이 환경은 먼저 다른 사람의 승인이 필요합니다.',
    ENDED_ALREADY: '이미 끝난 작업입니다. 다시 하려면 명령을 다시 입력하세요.',
    UNKNOWN: '그 요청은 기록에 없습니다. 명령을 다시 입력하세요.',
  },
  forbidden: (deed, needed, role, environment) =>
    `${environment} 환경에서 "${deed}" 작업에는 ${needed} 역할이 필요한데, 현재 역할은 ${role ?? '없음'}입니다. \`who\`로 누가 할 수 있는지 볼 수 있습니다.`,
  groupTrouble: (code) =>
    code === 'missing_scope'
      ? '봇에 `usergroups:read` 권한이 없어 사용자 그룹을 읽지 못했습니다. 권한을 추가할 때까지 그룹으로 정한 역할은 아무에게도 적용되지 않습니다.'
      : `사용자 그룹을 읽지 못했습니다 (${code}). 읽을 수 있을 때까지 그룹으로 정한 역할은 아무에게도 적용되지 않습니다.`,
  slackTrouble: (code, needed) => {
    switch (code) {
      case 'missing_scope':
        return `봇에 \`${needed ?? '알 수 없음'}\` 권한이 없습니다. "OAuth & Permissions"에서 추가하고 앱을 다시 설치하세요.`;
      case 'token_revoked':
      case 'invalid_auth':
      case 'account_inactive':
        return 'Slack이 봇 토큰을 더 이상 받아들이지 않습니다. 앱을 다시 설치하고 새 SLACK_BOT_TOKEN으로 봇을 시작하세요. 진행 중인 작업은 계속되고 메시지는 나중에 갱신됩니다.';
      case 'not_in_channel':
      case 'channel_not_found':
        return '봇이 이 채널에 없습니다. `/invite @bluegreen`으로 초대한 뒤 명령을 다시 입력하세요.';
      default:
        return `Slack이 봇의 메시지를 받지 않았습니다 (${code}). 아무것도 시작하지 않았습니다.`;
    }
  },
  openAlready: (who, title, link) =>
    `${who} 님이 먼저 시작했습니다: "${title}"${link ? ` ${link}` : ''}. 다른 작업은 시작하지 않았습니다.`,
  accepted: (title) => `${title}: 이 채널의 메시지를 확인하세요.`,
  unforeseen: '예상하지 못한 문제가 생겨 아무것도 시작하지 않았습니다. 봇의 로그에 남았습니다.',
  messageGone: '그 작업의 메시지가 삭제되어 새로 올립니다.',
  noReleases: '저장된 릴리스가 없습니다. 파이프라인에서 올리거나 `bluegreen publish`를 실행하세요.',
  serving: (release, live, command) =>
    `최신 릴리스 ${release}이(가) 이미 ${upper(live)} 색상에서 LIVE입니다. 다른 릴리스를 적거나, 다른 색상으로 가려면 \`${command} switch\` 명령을 쓰세요.`,
  noHistory: '아직 아무 작업도 없었습니다.',
  running: (verb, owner, since) => `${owner} 님이 ${since}부터 "${verb}" 작업을 하고 있습니다`,
  abandoned: (verb, owner, since) => `${owner} 님이 ${since}에 시작한 "${verb}" 작업이 끝나지 않은 채 남아 있습니다`,
  locked: (owner, reason, since) => `${owner} 님이 ${since}에 잠갔습니다: ${reason}`,
  lockDone: (reason) => `잠갔습니다: ${reason}. 롤백은 계속 할 수 있습니다.`,
  unlockDone: '잠금을 풀었습니다.',
  unlockOthers: (owner) => `${owner} 님이 잠갔습니다. 본인이나 admin만 풀 수 있습니다.`,
  notLocked: '잠겨 있지 않습니다.',
  nobody: '없음',
  everybody: '모두',
  roles: { viewer: '보기', deployer: '배포', approver: '승인', admin: '전체' },
  home: {
    environments: '환경',
    approvals: '승인을 기다리는 요청',
    locks: '내 잠금',
    history: '최근 작업',
    noApprovals: '기다리는 요청이 없습니다.',
    noLocks: '잠근 환경이 없습니다.',
  },
  form: {
    title: '배포',
    loading: '잠시만 기다려 주세요 …',
    environment: '환경',
    color: '색상',
    release: '릴리스',
    holds: '색상에 있는 릴리스',
  },
};
