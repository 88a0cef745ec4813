import type { Phrases } from '@bluegreen/sdk';

/** The CLI's own errors, by their English text. */
const own: Phrases = [
  [
    'This moves live traffic, and there is no terminal to ask in.',
    '라이브 트래픽을 옮기는 작업인데 물어볼 터미널이 없습니다.',
  ],
  [
    'This takes instances away, and there is no terminal to ask in.',
    '인스턴스를 줄이는 작업인데 물어볼 터미널이 없습니다.',
  ],
  [
    'This cuts a running operation off, and there is no terminal to ask in.',
    '진행 중인 작업을 끊는 일인데 물어볼 터미널이 없습니다.',
  ],
  [
    'This may move live traffic, and there is no terminal to ask in.',
    '라이브 트래픽을 옮길 수 있는 작업인데 물어볼 터미널이 없습니다.',
  ],
  [
    'This changes what counts as intended, and there is no terminal to ask in.',
    '기준으로 삼는 상태를 바꾸는 작업인데 물어볼 터미널이 없습니다.',
  ],
  [
    'This changes infrastructure, and there is no terminal to ask in.',
    '인프라를 바꾸는 작업인데 물어볼 터미널이 없습니다.',
  ],
  ['{a}, and there is no terminal to ask in.', '확인이 필요한 작업인데 물어볼 터미널이 없습니다.'],
  [
    'Add --yes to approve beforehand, or --dry-run to see the plan.',
    '미리 승인하려면 --yes를, 계획만 보려면 --dry-run을 붙이세요.',
  ],
  ['Nothing was changed.', '바뀐 것은 없습니다.'],
  ['Run the command again when ready.', '준비되면 명령을 다시 실행하세요.'],
  ['--query "{a}" is no JMESPath: {b}.', '--query "{a}"은(는) JMESPath가 아닙니다: {b}.'],
  [
    'See https://jmespath.org for the syntax; `aws --query` takes the same.',
    '문법은 https://jmespath.org 에 있습니다. `aws --query`와 같습니다.',
  ],
  ['No GitLab project is named.', 'GitLab 프로젝트를 지정하지 않았습니다.'],
  [
    'Name it: `--gitlab-project group/app`. In a GitLab job CI_PROJECT_ID tells it.',
    '`--gitlab-project group/app`으로 지정하세요. GitLab 작업 안에서는 CI_PROJECT_ID가 알려 줍니다.',
  ],
  ['No token for GitLab was found.', 'GitLab 토큰을 찾지 못했습니다.'],
  [
    'Set GITLAB_TOKEN to a project access token with the scope `api`. It is never taken from a flag.',
    'GITLAB_TOKEN을 `api` 범위의 프로젝트 액세스 토큰으로 설정하세요. 플래그로는 받지 않습니다.',
  ],
  ['GitLab at {a} could not be reached to {b}.', 'GitLab({a})에 닿지 못했습니다 ({b}).'],
  ['Check `--gitlab-url` and the network.', '`--gitlab-url`과 네트워크를 확인하세요.'],
  [
    'Try again; if it stays so, see the status page of GitLab.',
    '다시 실행하세요. 계속 그러면 GitLab 상태 페이지를 확인하세요.',
  ],
  ['GitLab refused to {a}: HTTP {b}.', 'GitLab이 요청을 거부했습니다 ({a}): HTTP {b}.'],
  [
    'Make a new token with the scope `api`, and set GITLAB_TOKEN.',
    '`api` 범위로 새 토큰을 만들어 GITLAB_TOKEN에 설정하세요.',
  ],
  [
    'Use a token with the scope `api` and the role Maintainer. A job token cannot do this.',
    '`api` 범위에 Maintainer 역할인 토큰을 쓰세요. 작업 토큰으로는 할 수 없습니다.',
  ],
  [
    'Check `--gitlab-project` and `--gitlab-url`; GitLab also says this to those who may not know.',
    '`--gitlab-project`와 `--gitlab-url`을 확인하세요. 권한이 없을 때도 GitLab은 같은 답을 합니다.',
  ],
  ['Try again in a minute.', '1분 뒤 다시 실행하세요.'],
  ['--report-dir {a} cannot be written to: {b}.', '--report-dir {a}에 쓸 수 없습니다: {b}.'],
  [
    'Name a folder that can be made and written to. Nothing was done.',
    '만들고 쓸 수 있는 폴더를 지정하세요. 아무것도 하지 않았습니다.',
  ],
  ['The template {a} cannot be read.', '템플릿 {a}을(를) 읽을 수 없습니다.'],
  [
    'Name a file, or leave it out for the template that ships with bluegreen.',
    '파일을 지정하거나, bluegreen에 든 템플릿을 쓰려면 빼세요.',
  ],
  [
    "{a} holds neither the text that it should nor a file's path.",
    '{a}에 필요한 내용도 파일 경로도 들어 있지 않습니다.',
  ],
  [
    'Give the whole text, or the path of a file that this user may read.',
    '전체 내용이나, 이 사용자가 읽을 수 있는 파일의 경로를 주세요.',
  ],
  ['No staging server is named.', '스테이징 서버를 지정하지 않았습니다.'],
  ['Set STAGING_SERVER, or give --server user@host.', 'STAGING_SERVER를 설정하거나 --server 사용자@서버를 주세요.'],
  ['STAGING_SSH_PRIVATE_KEY is not set.', 'STAGING_SSH_PRIVATE_KEY가 설정되지 않았습니다.'],
  [
    'Set it to the text of the key or to the path of its file; it is never taken from a flag.',
    '키 내용이나 키 파일 경로로 설정하세요. 플래그로는 받지 않습니다.',
  ],
  [
    'Run `bluegreen sandbox fault add --help` for kinds and options.',
    '종류와 옵션은 `bluegreen sandbox fault add --help`를 보세요.',
  ],
  ['The sandbox ended before it was ready ({a}).', '샌드박스가 준비되기 전에 끝났습니다 ({a}).'],
  ['Run the same command without --detach to watch it.', '같은 명령을 --detach 없이 실행해 지켜보세요.'],
  ['Run `bluegreen sandbox up --help` for the options.', '옵션은 `bluegreen sandbox up --help`를 보세요.'],
  ['Port {a} is taken.', '포트 {a}을(를) 이미 쓰고 있습니다.'],
  [
    'Run `bluegreen sandbox status --port {a}` to see whether a sandbox has it, or start this one with --port 0.',
    '`bluegreen sandbox status --port {a}`로 다른 샌드박스인지 확인하거나 --port 0으로 시작하세요.',
  ],
  ['No sandbox answers on port {a}.', '포트 {a}에서 응답하는 샌드박스가 없습니다.'],
  ['Start one: bluegreen sandbox up --port {a} --detach', '시작하세요: bluegreen sandbox up --port {a} --detach'],
  ['See: bluegreen sandbox oidc-token --help', '참고: bluegreen sandbox oidc-token --help'],
  ['Nobody said from which commit {a} was built.', '{a}을(를) 만든 커밋이 기록되어 있지 않습니다.'],
  ['No release is live alone.', '혼자 라이브인 릴리스가 없습니다.'],
  [
    'Publish with `--commit`, or name what to fall back on: `--or origin/main~1`.',
    '`--commit`과 함께 저장하거나, 대신 쓸 기준을 지정하세요: `--or origin/main~1`.',
  ],
  ['There is no setting "{a}".', '"{a}" 설정은 없습니다.'],
  ['Run `bluegreen config explain`.', '`bluegreen config explain`을 실행하세요.'],
  ['{a} is no result.json.', '{a}은(는) result.json이 아닙니다.'],
  [
    'Name the result.json of a command that ran with --report-dir.',
    '--report-dir로 실행한 명령의 result.json을 지정하세요.',
  ],
  ['There is no stack {a}.', '스택 {a}이(가) 없습니다.'],
  ['Make it: `bluegreen infra deploy`.', '만드세요: `bluegreen infra deploy`.'],
  [
    'Make it: `bluegreen infra deploy`; or name another with --stack, or with --project and --environment.',
    '`bluegreen infra deploy`로 만들거나, --stack 또는 --project와 --environment로 다른 스택을 지정하세요.',
  ],
  ['{a} is there already.', '{a}이(가) 이미 있습니다.'],
  ['Add --force to write over it.', '덮어쓰려면 --force를 붙이세요.'],
  ['{a} cannot be written.', '{a}에 쓸 수 없습니다.'],
  ['Run this where you may write.', '쓸 수 있는 곳에서 실행하세요.'],
];

/** What the parser of the command line says about a line that it cannot take. */
const parser: Phrases = [
  ["error: missing required argument '{a}'{z}", "오류: 인수 '{a}'이(가) 필요합니다{z}"],
  ["error: option '{a}' argument missing{z}", "오류: 옵션 '{a}'에 값이 필요합니다{z}"],
  ["error: required option '{a}' not specified{z}", "오류: 옵션 '{a}'을(를) 꼭 지정해야 합니다{z}"],
  [
    "error: option '{a}' cannot be used with option '{b}'{z}",
    "오류: 옵션 '{a}'은(는) 옵션 '{b}'와(과) 함께 쓸 수 없습니다{z}",
  ],
  ["error: unknown option '{a}'{z}", "오류: 옵션 '{a}'은(는) 없습니다{z}"],
  ["error: unknown command '{a}'{z}", "오류: 명령 '{a}'은(는) 없습니다{z}"],
  [
    "error: too many arguments for '{a}'. Expected {b} argument{c} but got {d}.{z}",
    "오류: '{a}'에 인수가 너무 많습니다. {b}개까지인데 {d}개를 받았습니다.{z}",
  ],
  [
    'error: too many arguments. Expected {b} argument{c} but got {d}.{z}',
    '오류: 인수가 너무 많습니다. {b}개까지인데 {d}개를 받았습니다.{z}',
  ],
  [
    "error: option '{a}' value '{b}' from env '{c}' is invalid.{z}",
    "오류: 옵션 '{a}'의 값 '{b}'(환경 변수 '{c}')이(가) 올바르지 않습니다.{z}",
  ],
  ["error: option '{a}' argument '{b}' is invalid.{z}", "오류: 옵션 '{a}'의 값 '{b}'이(가) 올바르지 않습니다.{z}"],
  [
    "error: command-argument value '{a}' is invalid for argument '{b}'.{z}",
    "오류: 인수 '{b}'의 값 '{a}'이(가) 올바르지 않습니다.{z}",
  ],
  ['\n(Did you mean one of {a}?)', '\n(혹시 이 가운데 하나인가요? {a})'],
  ['\n(Did you mean {a}?)', '\n(혹시 {a}인가요?)'],
  [' Allowed choices are {a}.', ' 쓸 수 있는 값: {a}.'],
  [' Give a duration such as 90s, 5m or 1h.', ' 90s, 5m, 1h처럼 주세요.'],
  [' Give a duration above zero.', ' 0보다 긴 시간을 주세요.'],
  [' Give a whole number from {a} to {b}.', ' {a}부터 {b}까지의 정수를 주세요.'],
  [' Give a number above 0, at most {a}.', ' 0보다 크고 {a} 이하인 수를 주세요.'],
  ['(run with --help for the options)', '(옵션은 --help로 확인하세요)'],
];

export const phrasesKo = { own, parser };
