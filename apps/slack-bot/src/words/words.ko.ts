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
  role: { live: 'LIVE', idle: 'IDLE', shifting: 'SHIFTING' },
  standing: {
    ready: '✓ 막는 것이 없습니다.',
    waits: '⏳ 아직 준비되지 않은 것이 있습니다. 전환하면 준비될 때까지 기다리며, 잠시 뒤 다시 확인할 수도 있습니다.',
    blocked: '*지금은 거부됩니다:*',
  },
  labels: {
    gates: '게이트',
    steps: '단계',
    next: '다음 조치',
    unreadable: '지금 읽을 수 없습니다',
    askedBy: '요청',
    approvedBy: '승인',
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
  color: (color, role, release, healthy, total, weight) =>
    `*${upper(color)}* ${role}\n${release ?? '릴리스 없음'} · 트래픽 ${weight} %\n정상 ${healthy}/${total}`,
  elapsed: (duration) => `${duration} 경과`,
  gatesPassed: (passed, all) => `게이트 ${all}개 중 ${passed}개 통과`,
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
    `승인 ${needed}건 중 ${given}건${names ? ` (${names})` : ''}. ${until}까지 다른 사람의 승인이 필요합니다`,
  decideLine: (until) => `${until}까지 누군가 결정해야 합니다. 그 전에는 아무것도 움직이지 않습니다`,
  held: (who) => `${who} 님이 보류했습니다`,
  aborting: (who) => `${who} 님이 중단을 요청했습니다`,
  done: (live, release, elapsed) =>
    `*${upper(live)}* 색상이 ${version(release)} 릴리스로 LIVE입니다. 전환과 검증에 ${elapsed} 걸렸습니다`,
  proof: (sent, failed) => `${failed === 0 ? '✓' : '▲'} 전환하는 동안 요청 ${sent}건 중 ${failed}건이 실패했습니다`,
  expired: '시간 안에 결정한 사람이 없어 계획이 무효가 됐고 아무것도 움직이지 않았습니다. 명령을 다시 입력하세요.',
  cancelled: (who, live) =>
    `${who ? `${who} 님이 중단했습니다` : '중단됐습니다'}${live ? `. 전처럼 *${upper(live)}* 색상이 LIVE입니다` : ''}`,
  nothingToDo: (live) => `할 일이 없습니다. *${upper(live)}* 색상이 이미 LIVE입니다`,
  rollbackCost: (to, release, healthy, total) =>
    `되돌리기: 즉시. ${upper(to)} 색상에 새로 배포하거나 규모를 줄일 때까지 ${version(release)} 릴리스로 대기합니다(정상 ${healthy}/${total})`,
  help: (command, environments) =>
    [
      `*${command} [환경] [blue|green|idle] [릴리스]*`,
      '릴리스가 그 색상에 없으면 먼저 배포하고, 계획과 게이트를 보여 준 뒤 묻고, 전환하고, 검증합니다. 릴리스를 적지 않으면 저장된 최신 릴리스를 씁니다. 라이브 트래픽은 사람이 결정해야만 움직입니다.',
      ...[
        'status',
        'plan [색상] [릴리스]',
        'switch [색상]',
        'rollback',
        'lock &lt;이유&gt;',
        'unlock',
        'history',
        'who',
      ].map(
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
  forbidden: (deed, needed, role, environment, command) =>
    `${environment} 환경에서 "${deed}" 작업에는 ${needed} 역할이 필요한데, 현재 역할은 ${role ?? '없음'}입니다. 누가 할 수 있는지는 \`${command} who ${environment}\` 명령으로 볼 수 있습니다.`,
  groupTrouble: (code) =>
    code === 'missing_scope'
      ? '봇에 `usergroups:read` 권한이 없어 사용자 그룹을 읽지 못했습니다. 권한을 추가할 때까지 그룹으로 정한 역할은 아무에게도 적용되지 않습니다.'
      : `사용자 그룹을 읽지 못했습니다 (${code}). 읽을 수 있을 때까지 그룹으로 정한 역할은 아무에게도 적용되지 않습니다.`,
  slackTrouble: (code, needed) => {
    switch (code) {
      case 'missing_scope':
        return `봇에 \`${needed ?? '알 수 없음'}\` 권한이 없습니다. "OAuth & Permissions"에서 추가하고 앱을 다시 설치하세요.`;
      case 'token_revoked':
      case 'token_expired':
      case 'not_authed':
      case 'invalid_auth':
      case 'account_inactive':
        return `Slack이 봇 토큰을 더 이상 받아들이지 않습니다 (${code}). 앱을 다시 설치하고 새 토큰을 넣으세요. SLACK_BOT_TOKEN_FILE은 봇이 스스로 다시 읽고, SLACK_BOT_TOKEN을 쓴다면 봇을 다시 시작해야 합니다. 진행 중인 작업은 계속되고 메시지는 나중에 갱신됩니다.`;
      case 'not_in_channel':
      case 'channel_not_found':
        return '봇이 이 채널에 없습니다. `/invite @bluegreen`으로 초대한 뒤 명령을 다시 입력하세요.';
      default:
        return `Slack이 봇의 메시지를 받지 않았습니다 (${code}). 아무것도 시작하지 않았습니다.`;
    }
  },
  openAlready: (who, title, link) =>
    `${who} 님이 먼저 시작했습니다: "${title}"${link ? ` ${link}` : ''}. 다른 작업은 시작하지 않았습니다.`,
  accepted: (title, link) => `${title}: 이 채널의 ${link ? `<${link}|메시지>` : '메시지'}를 확인하세요.`,
  unforeseen: '예상하지 못한 문제가 생겨 아무것도 시작하지 않았습니다. 봇의 로그에 남았습니다.',
  messageGone: '그 작업의 메시지가 삭제되어 새로 올립니다.',
  noReleases: '저장된 릴리스가 없습니다. 파이프라인에서 올리거나 `bluegreen publish`를 실행하세요.',
  serving: (release, live, other, command) =>
    `할 일이 없습니다. 최신 릴리스 ${release}이(가) 이미 *${upper(live)}* 색상에서 LIVE입니다. 다른 릴리스를 적거나, ${upper(other)} 색상에 있는 릴리스로 가려면 \`${command} switch\` 명령을 쓰세요.`,
  preview: {
    title: (to, environment) =>
      `${to === 'idle' ? '유휴 색상' : `${upper(to)} 색상`}에 배포하면 하는 일 · ${environment}`,
    first: (release, to) => `1. ${upper(to)} 색상에 ${release} 배포. 라이브 트래픽은 그대로입니다`,
    then: (to) => `2. 전환 게이트를 확인하고, 결정을 받은 뒤, ${upper(to)} 색상으로 전환하고 검증`,
    move: (from, to, release) =>
      `모든 트래픽을 ${from ? `${upper(from)} 색상에서 ` : ''}${upper(to)} 색상(${version(release)})으로 전환하고 검증`,
  },
  verbs: { deploy: '배포', switch: '전환', rollback: '롤백', scale: '규모 조정', lock: '잠금', unlock: '잠금 해제' },
  historyStates: {
    done: '✔ 완료',
    'failed-unmoved': '✖ 실패, 트래픽은 그대로',
    'rolled-back': '↩ 실패 후 되돌림',
    'needs-attention': '▲ 확인 필요',
    running: '▶ 진행 중',
    waiting: '⏳ 배포 진행 중',
    unfinished: '▲ 끝나지 않음',
  },
  noHistory: '아직 아무 작업도 없었습니다.',
  running: (verb, owner, since) => `▶ ${owner} 님이 ${since}부터 "${verb}" 작업을 하고 있습니다`,
  abandoned: (verb, owner, since) =>
    `▲ ${owner} 님이 ${since}에 시작한 "${verb}" 작업이 끝나지 않은 채 남아 있습니다. 다음 명령이나 \`bluegreen resume\`이 마무리합니다`,
  locked: (owner, reason, since) => `🔒 ${owner} 님이 ${since}에 잠갔습니다: ${reason}`,
  lockDone: (reason) => `🔒 잠갔습니다: ${reason}. 롤백은 계속 할 수 있고, \`unlock\`으로 풉니다.`,
  unlockDone: '잠금을 풀었습니다.',
  unlockOthers: (owner) => `${owner} 님이 잠갔습니다. 본인이나 admin만 풀 수 있습니다.`,
  notLocked: '잠겨 있지 않습니다.',
  nobody: '없음',
  everybody: '모두',
  roles: { viewer: '보기', deployer: '배포', approver: '승인', admin: '전체' },
  home: {
    environments: '환경',
    approvals: '내 결정을 기다리는 요청',
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
