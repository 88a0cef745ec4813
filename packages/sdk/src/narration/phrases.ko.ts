import { phrasesKoAbroad } from './phrases.ko.abroad.js';
import type { Phrases } from './phrases.js';

/** What planning, configuration and operations say. */
const atHome: Phrases = [
  ['Something unforeseen went wrong.', '예상하지 못한 일이 생겼습니다.'],
  [
    'Run `bluegreen status` to see where things stand, and report this with the output of the same command with --json.',
    '`bluegreen status`로 현재 상태를 확인하고, 같은 명령을 --json으로 실행한 출력과 함께 알려 주세요.',
  ],
  ['Run `bluegreen status`, then try again.', '`bluegreen status`로 확인한 뒤 다시 실행하세요.'],
  ['Run `bluegreen status` to see what is true now.', '`bluegreen status`로 지금 상태를 확인하세요.'],
  ['Run `bluegreen status`.', '`bluegreen status`로 확인하세요.'],
  ['Run `bluegreen history`.', '`bluegreen history`로 확인하세요.'],
  ['Report this.', '이 문제를 알려 주세요.'],
  ['Try again.', '다시 실행하세요.'],
  ['Give another key.', '다른 키를 쓰세요.'],
  [
    'Put back as recorded, the routes would still not agree on one live colour.',
    '기록대로 되돌려도 라우트가 라이브 색상 하나로 모이지 않습니다.',
  ],
  [
    'Name the colour that should serve: `bluegreen switch blue` or `bluegreen switch green`; before it, `bluegreen repair --adopt` if somebody else moved traffic.',
    '서비스할 색상을 지정하세요: `bluegreen switch blue` 또는 `bluegreen switch green`. 다른 사람이 트래픽을 옮겼다면 먼저 `bluegreen repair --adopt`를 실행하세요.',
  ],
  [
    'Name the colour that should serve: `bluegreen switch blue` or `bluegreen switch green`.',
    '서비스할 색상을 지정하세요: `bluegreen switch blue` 또는 `bluegreen switch green`.',
  ],
  [
    'The routes do not agree on one live colour, so "{a}" means nothing now.',
    '라우트가 라이브 색상 하나로 모이지 않아 "{a}"이(가) 가리키는 색상이 없습니다.',
  ],
  [
    'No listener or rule forwards to either target group ({a}), so neither colour is live.',
    '두 대상 그룹({a})으로 보내는 리스너나 규칙이 없어 라이브 색상이 없습니다.',
  ],
  [
    '{a} of {b} routes forward to neither target group ({c}).',
    '라우트 {b}개 가운데 {a}개가 두 대상 그룹({c}) 어느 쪽으로도 보내지 않습니다.',
  ],
  [
    'Run `bluegreen config explain` and check the listeners and both target groups.',
    '`bluegreen config explain`으로 리스너와 두 대상 그룹을 확인하세요.',
  ],
  [
    'The routes disagree and the journal names no colour that served before.',
    '라우트가 서로 다르고, 이전에 서비스한 색상이 기록에 없습니다.',
  ],
  [
    'A route forwards to neither target group, and the journal names no colour that served before.',
    '두 대상 그룹 어느 쪽으로도 보내지 않는 라우트가 있고, 이전에 서비스한 색상이 기록에 없습니다.',
  ],
  [
    'Make every route forward to {a} or {b} first, or correct the listeners (`bluegreen config explain listenerArns`).',
    '먼저 모든 라우트가 {a} 또는 {b}(으)로 보내게 하거나, 리스너 설정을 고치세요 (`bluegreen config explain listenerArns`).',
  ],
  [
    '{a} has no Auto Scaling group `{b}`, so there is nothing to scale.',
    '{a} 색상에 Auto Scaling 그룹 `{b}`이(가) 없어 크기를 바꿀 수 없습니다.',
  ],
  [
    'Correct its name: `bluegreen config explain` shows where it comes from.',
    '이름을 고치세요. 값의 출처는 `bluegreen config explain`이 알려 줍니다.',
  ],
  ['A minimum of {a} above a maximum of {b} makes no sense.', '최소({a})가 최대({b})보다 클 수는 없습니다.'],
  ['Name other bounds: `--min` and `--max`.', '`--min`과 `--max`를 다시 지정하세요.'],
  ['{a} is more than the maximum of {b}, {c}.', '{a}대는 {b}의 최대인 {c}대보다 많습니다.'],
  [
    'Raise the maximum knowingly with `--max {a}`, or ask for at most {b}.',
    '알고 최대를 올리려면 `--max {a}`, 아니면 {b}대 이하로 지정하세요.',
  ],
  ['{a} is less than the minimum of {b}, {c}.', '{a}대는 {b}의 최소인 {c}대보다 적습니다.'],
  [
    'Lower the minimum knowingly with `--min {a}`, or ask for at least {b}.',
    '알고 최소를 내리려면 `--min {a}`, 아니면 {b}대 이상으로 지정하세요.',
  ],
  [
    '{a} serves with {b} healthy target{c}; without them nobody would answer.',
    '{a} 색상이 정상 대상 {b}개로 서비스하고 있어, 없애면 응답할 곳이 없습니다.',
  ],
  ['Move traffic first: `bluegreen switch {a}`.', '먼저 트래픽을 옮기세요: `bluegreen switch {a}`.'],
  [
    '{a} serves with {b} healthy target{c}, and {d} would be fewer.',
    '{a} 색상이 정상 대상 {b}개로 서비스하고 있는데 {d}대는 그보다 적습니다.',
  ],
  ['If the load allows it, say so: `--shrink-live`.', '부하가 감당되면 그렇다고 지정하세요: `--shrink-live`.'],
  [
    '{a} is the only way back; at 0 there is no instant rollback.',
    '{a} 색상은 유일하게 되돌아갈 곳입니다. 0대가 되면 즉시 롤백할 수 없습니다.',
  ],
  [
    'Keep at least 1, or give it up knowingly: `--give-up-rollback`.',
    '1대 이상 남기거나, 알고 포기하려면 `--give-up-rollback`을 쓰세요.',
  ],
  [
    'Deployment {a} runs on {b}; instances that come or go meanwhile may end up with another release.',
    '{b} 색상에서 배포 {a}이(가) 진행 중입니다. 그동안 늘거나 준 인스턴스는 다른 릴리스를 실행할 수 있습니다.',
  ],
  ['Wait for it: `bluegreen status`.', '끝나기를 기다리세요: `bluegreen status`.'],
  [
    '{a} is suspended on {b}, so the number would never come about.',
    '{b}에서 {a} 프로세스가 멈춰 있어 대수가 바뀌지 않습니다.',
  ],
  [
    'Resume it: `aws autoscaling resume-processes --auto-scaling-group-name {a} --scaling-processes {b}`.',
    '다시 켜세요: `aws autoscaling resume-processes --auto-scaling-group-name {a} --scaling-processes {b}`.',
  ],
  [
    'A route that should carry production traffic has no forward action.',
    '운영 트래픽을 보낼 라우트에 전달(forward) 작업이 없습니다.',
  ],
  [
    'Give the listener or rule a forward action to the live target group, then run `bluegreen status`.',
    '리스너나 규칙에 라이브 대상 그룹으로의 전달 작업을 넣고 `bluegreen status`로 확인하세요.',
  ],
  ['The configuration file `{a}` does not exist.', '설정 파일 `{a}`이(가) 없습니다.'],
  ['Correct --config or BLUEGREEN_CONFIG.', '--config 또는 BLUEGREEN_CONFIG 값을 고치세요.'],
  ['`{a}` cannot be read ({b}).', '`{a}` 파일을 읽을 수 없습니다 ({b}).'],
  ['Correct the file, or its permissions.', '파일이나 권한을 고치세요.'],
  [
    'Correct it there; `bluegreen config explain` shows where every setting comes from.',
    '그곳에서 고치세요. 모든 설정의 출처는 `bluegreen config explain`이 알려 줍니다.',
  ],
  [
    '`{a}` (from {b}) is not a name (a letter, then letters, digits and hyphens){z}',
    '`{a}`({b}에서 지정) 값이 이름이 아닙니다 (영문자로 시작하고 영문자, 숫자, 하이픈){z}',
  ],
  [
    '`{a}` (from {b}) is not an AWS region (such as us-east-1){z}',
    '`{a}`({b}에서 지정) 값이 AWS 리전이 아닙니다 (예: us-east-1){z}',
  ],
  ['`{a}` (from {b}) is not a bucket name {z}', '`{a}`({b}에서 지정) 값이 버킷 이름이 아닙니다 {z}'],
  ['`{a}` (from {b}) is not the name of a target group {z}', '`{a}`({b}에서 지정) 값이 대상 그룹 이름이 아닙니다 {z}'],
  [
    '`{a}` (from {b}) is the ARN of a rule, not of a listener{z}',
    '`{a}`({b}에서 지정) 값이 리스너가 아니라 규칙의 ARN입니다{z}',
  ],
  [
    '`{a}` (from {b}) is the ARN of a target group, not of a listener{z}',
    '`{a}`({b}에서 지정) 값이 리스너가 아니라 대상 그룹의 ARN입니다{z}',
  ],
  ['`{a}` (from {b}) is not the ARN of a listener{z}', '`{a}`({b}에서 지정) 값이 리스너 ARN이 아닙니다{z}'],
  ['`{a}` (from {b}) is not the ARN of a target group{z}', '`{a}`({b}에서 지정) 값이 대상 그룹 ARN이 아닙니다{z}'],
  [
    '`{a}` (from {b}) is made from a load balancer’s ARN, which does not hold the listener’s id{z}',
    '`{a}`({b}에서 지정) 값은 로드 밸런서 ARN으로 만든 것이라 리스너 번호가 없습니다{z}',
  ],
  [
    '`{a}` (from {b}) is not of the form http(s)://host[:port], or a host name{z}',
    '`{a}`({b}에서 지정) 값이 http(s)://호스트[:포트] 형식이나 호스트 이름이 아닙니다{z}',
  ],
  ['`{a}` (from {b}) is neither true nor false{z}', '`{a}`({b}에서 지정) 값이 true나 false가 아닙니다{z}'],
  [
    '`{a}` (from {b}) is not a path (it starts with / and has no query){z}',
    '`{a}`({b}에서 지정) 값이 경로가 아닙니다 (/로 시작하고 쿼리가 없음){z}',
  ],
  ['`{a}` (from {b}) is not {c}: `{d}`{e}', '`{a}`({b}에서 지정) 값 `{d}`이(가) 올바르지 않습니다{e}'],
  [
    '`{a}` (from {b}) is in {c}, but the region is {d} (from {e}){f}',
    '`{a}`({b}에서 지정)은(는) {c} 리전인데 리전 설정은 {d}({e}에서 지정)입니다{f}',
  ],
  [
    'blue and green have the same {a} (from {b} and {c}): {d}',
    'blue와 green의 {a} 값이 같습니다 ({b}, {c}에서 지정): {d}',
  ],
  [': `{a}` (and {b} more).', ': `{a}` (외 {b}건).'],
  ['`{a}` is not valid: {b}.', '`{a}` 파일이 올바르지 않습니다: {b}.'],
  ['Correct the file, then run the same command again.', '파일을 고친 뒤 같은 명령을 다시 실행하세요.'],
  [
    'No environment is named, and `{a}` lists several: {b}.',
    '환경을 지정하지 않았는데 `{a}`에는 여럿이 있습니다: {b}.',
  ],
  ['Name one with --environment or BLUEGREEN_ENVIRONMENT.', '--environment 또는 BLUEGREEN_ENVIRONMENT로 지정하세요.'],
  [
    'There is no environment `{a}` (from {b}) in `{c}`: it lists {d}.',
    '`{c}`에 환경 `{a}`({b}에서 지정)이(가) 없습니다. 있는 환경: {d}.',
  ],
  ['Did you mean `--environment {a}`?', '혹시 `--environment {a}`인가요?'],
  ['Name one of those, or add it under `environments`.', '그 가운데 하나를 쓰거나 `environments` 아래에 추가하세요.'],
  [
    'The environment `{a}` (from {b}) is not the one that the other settings are for: {c} names an application of `{d}`.',
    '환경 `{a}`({b}에서 지정)은(는) 다른 설정이 가리키는 환경이 아닙니다. {c}은(는) `{d}`의 애플리케이션입니다.',
  ],
  [
    'Use `--environment {a}`, or unset the variables of `{b}`.',
    '`--environment {a}`을(를) 쓰거나 `{b}`의 변수를 지우세요.',
  ],
  [
    'There is no environment `{a}` (from {b}): nothing configures it, and there is no stack `{c}` in {d}.',
    '환경 `{a}`({b}에서 지정)이(가) 없습니다. 설정이 없고, {d}에 스택 `{c}`도 없습니다.',
  ],
  [
    'Correct the environment, project or region, or describe it in bluegreen.yaml.',
    '환경, 프로젝트, 리전을 고치거나 bluegreen.yaml에 적으세요.',
  ],
  [
    '{a} missing: {b}. There is no stack `{c}` in {d} to take it from.',
    '빠진 설정: {b}. 대신 읽을 스택 `{c}`이(가) {d}에 없습니다.',
  ],
  ['{a} missing: {b}. The outputs of stack `{c}` do not say.', '빠진 설정: {b}. 스택 `{c}`의 출력에도 없습니다.'],
  ['{a} missing: {b}.{c}', '빠진 설정: {b}.{c}'],
  [
    'Give {a}, set {b}, or put `{c}` in bluegreen.yaml.',
    '{a}을(를) 주거나, {b}을(를) 설정하거나, bluegreen.yaml에 `{c}`을(를) 적으세요.',
  ],
  ['The record of {a} is no scaling.', '{a}의 기록은 크기 조정이 아닙니다.'],
  ['The record of {a} is no steal.', '{a}의 기록은 작업 권한 가져오기가 아닙니다.'],
  ['The record of {a} is no move.', '{a}의 기록은 트래픽 이동이 아닙니다.'],
  ['The record of {a} is no deployment.', '{a}의 기록은 배포가 아닙니다.'],
  ['The record of {a} names no colour.', '{a}의 기록에 색상이 없습니다.'],
  ['The record of {a} names no colour or release.', '{a}의 기록에 색상이나 릴리스가 없습니다.'],
  ['{a} is gone.', '{a}이(가) 없어졌습니다.'],
  ['"{a}" cannot be the identifier of an operation.', '"{a}"은(는) 작업 번호가 될 수 없습니다.'],
  ['Give letters, digits, `-` and `_`, at most 100.', '영문자, 숫자, `-`, `_`를 100자까지 쓰세요.'],
  ['"{a}" cannot be the key of a document.', '"{a}"은(는) 문서 키가 될 수 없습니다.'],
  ['{a} is no number of instances.', '{a}은(는) 인스턴스 수가 아닙니다.'],
  ['Give a whole number from {a} to {b}.', '{a}부터 {b}까지의 정수를 주세요.'],
  ['Give a whole number from {a}.', '{a} 이상의 정수를 주세요.'],
  ['A limit of {a} makes no sense.', '개수 제한 {a}은(는) 쓸 수 없습니다.'],
  ['The change of stack {a} was refused: {b}', '스택 {a}의 변경이 거부됐습니다: {b}'],
  ['Correct it and try again; nothing was changed.', '고친 뒤 다시 실행하세요. 바뀐 것은 없습니다.'],
  ['Stack {a} ended as {b}. {c}', '스택 {a}이(가) {b} 상태로 끝났습니다. {c}'],
  ['Stack {a} ended as {b}', '스택 {a}이(가) {b} 상태로 끝났습니다'],
  [
    'Correct what the first failed resource names, then run the same command again.',
    '처음 실패한 리소스가 말하는 것을 고친 뒤 같은 명령을 다시 실행하세요.',
  ],
  [
    'Stack {a} is still {b}; only the wait for it has ended.',
    '스택 {a}은(는) 아직 {b} 상태입니다. 기다리기만 끝났습니다.',
  ],
  ['Look again: `bluegreen infra status --stack {a}`.', '다시 확인하세요: `bluegreen infra status --stack {a}`.'],
  ['No listener answers for {a} by name.', '{a} 색상을 이름으로 물을 수 있는 리스너가 없습니다.'],
  [
    'Add the two {a} rules to a test listener, or set BLUEGREEN_TEST_URL.',
    '테스트 리스너에 {a} 규칙 두 개를 추가하거나 BLUEGREEN_TEST_URL을 설정하세요.',
  ],
  ['"{a}" is no deployment id.', '"{a}"은(는) 배포 번호가 아닙니다.'],
  [
    'Give an id such as d-A1B2C3D4E; `bluegreen status --json` shows the newest of each colour.',
    'd-A1B2C3D4E 같은 번호를 주세요. 색상별 최근 배포는 `bluegreen status --json`이 보여 줍니다.',
  ],
  ['A reason has 1 to {a} characters.', '이유는 1자에서 {a}자까지입니다.'],
  [
    'Say why, for whoever meets it: `--reason "database migration until 18:00"`.',
    '보는 사람을 위해 이유를 적으세요: `--reason "18시까지 데이터베이스 이전"`.',
  ],
  ['{a} does not read as it was asked to.', '{a}이(가) 요청한 값으로 읽히지 않습니다.'],
  [
    'See whether another tool changes it, then run `bluegreen resume` again.',
    '다른 도구가 바꾸는지 확인하고 `bluegreen resume`을 다시 실행하세요.',
  ],
  ['No answer within {a} s.', '{a}초 안에 응답이 없습니다.'],
  ['No bundle of release "{a}" is stored in the bucket `{b}`.', '버킷 `{b}`에 릴리스 "{a}"의 번들이 없습니다.'],
  [
    'Store it first: `bluegreen publish --source <folder> --release {a}`.',
    '먼저 저장하세요: `bluegreen publish --source <폴더> --release {a}`.',
  ],
  [
    '{a} target{b} of {c} are still there; {d} should be.',
    '{c} 색상의 대상이 {a}개 남아 있습니다. 목표는 {d}개입니다.',
  ],
  ['{a} of {c} are still there; {d} should be.', '{c} 색상의 대상이 남아 있습니다 ({a}). 목표는 {d}개입니다.'],
  [
    'They go on leaving by themselves: `bluegreen status` shows when they are gone.',
    '저절로 빠져나갑니다. 다 빠졌는지는 `bluegreen status`가 보여 줍니다.',
  ],
  ['The plan names a route that was never read: {a}.', '계획에 읽은 적 없는 라우트가 있습니다: {a}.'],
  ['Scaling processes still read suspended.', '스케일링 프로세스가 아직 멈춤으로 읽힙니다.'],
  [
    '{a} took the change of {b} to {c}, but does not show it.',
    '{a}이(가) {b} 색상을 {c}대로 바꾸는 요청을 받았지만 반영되지 않았습니다.',
  ],
  [
    'See whether a scaling policy or another tool sets it, then run the same command again.',
    '스케일링 정책이나 다른 도구가 바꾸는지 확인한 뒤 같은 명령을 다시 실행하세요.',
  ],
  [
    'Auto Scaling took the suspension of scaling processes, but does not show it.',
    'Auto Scaling이 프로세스 멈춤 요청을 받았지만 반영되지 않았습니다.',
  ],
  [
    'See whether another tool resumes them, then run the same command again.',
    '다른 도구가 다시 켜는지 확인한 뒤 같은 명령을 다시 실행하세요.',
  ],
  [
    '{z} Or do without, knowingly: `holdCapacity: false` in bluegreen.yaml.',
    '{z} 또는 알고 생략하려면 bluegreen.yaml에 `holdCapacity: false`를 적으세요.',
  ],
  ['"{a}" cannot name a release.', '"{a}"은(는) 릴리스 이름으로 쓸 수 없습니다.'],
  [
    'Use 1 to 64 letters, digits, dots, underscores, hyphens or plus signs, such as `v2` or `1.4.0+build.7`.',
    '영문자, 숫자, 점, 밑줄, 하이픈, 더하기를 1~64자 쓰세요. 예: `v2`, `1.4.0+build.7`.',
  ],
  ['{a} is not a folder.', '{a}은(는) 폴더가 아닙니다.'],
  ['Name the folder that holds appspec.yml.', 'appspec.yml이 있는 폴더를 지정하세요.'],
  ['The bundle in {a} has {b}; nothing was uploaded.', '{a}의 번들에 문제가 있습니다. 업로드한 것은 없습니다.'],
  ['The bundle in {a} has {b}; {c}.', '{a}의 번들에 문제가 있어 zip을 만들지 않았습니다.'],
  ['Correct {a} in {b}, then run the same command again.', '{b}에서 고친 뒤 같은 명령을 다시 실행하세요.'],
  ['The folder {a} cannot be packed; {b}.', '{a} 폴더를 묶을 수 없어 아무것도 하지 않았습니다.'],
  ['Remove or correct what the evidence names, then try again.', '위에 나온 것을 지우거나 고친 뒤 다시 실행하세요.'],
  [
    '{a} is of pipeline {b}, but pipeline {c} has deployed {d} since; nothing was uploaded or deployed.',
    '{a}은(는) 파이프라인 {b}의 릴리스인데 그 뒤 파이프라인 {c}이(가) {d}을(를) 배포했습니다. 업로드하거나 배포한 것은 없습니다.',
  ],
  [
    "Run the newest pipeline's job. To go back to {a} knowingly, deploy it with --force.",
    '최신 파이프라인의 작업을 실행하세요. 알고 {a}(으)로 돌아가려면 --force로 배포하세요.',
  ],
  [
    'The command was delivered before, as operation {a}, and ended {b}.',
    '이미 작업 {a}(으)로 처리된 명령이며 결과는 {b}입니다.',
  ],
  [
    'This is what its first delivery came to; give another idempotency key to have it done anew.',
    '처음 보냈을 때의 결과입니다. 새로 실행하려면 다른 멱등 키를 쓰세요.',
  ],
  ['Files in {a} changed while they were packed.', '{a}의 파일이 묶는 동안 바뀌었습니다.'],
  ['Let the build end, then try again.', '빌드가 끝난 뒤 다시 실행하세요.'],
  ['A plan for deploy needs the name of the release.', '배포 계획에는 릴리스 이름이 필요합니다.'],
  [
    'Name it, and the folder unless it is stored: `bluegreen plan deploy --source <folder> --release <name>`.',
    '릴리스와, 저장되어 있지 않으면 폴더도 지정하세요: `bluegreen plan deploy --source <폴더> --release <이름>`.',
  ],
  ['"{a}" cannot name a folder of documents.', '"{a}"은(는) 문서 폴더 이름으로 쓸 수 없습니다.'],
  [
    'Use lower-case letters and hyphens, and none of: journal, commands, lease, attempts.',
    '소문자와 하이픈만 쓰고 journal, commands, lease, attempts는 피하세요.',
  ],
  ['"{a}" cannot be a key.', '"{a}"은(는) 키로 쓸 수 없습니다.'],
  ['Leave out empty parts and dots.', '빈 부분과 점을 빼세요.'],
  ['An idempotency key has 1 to 500 characters.', '멱등 키는 1자에서 500자까지입니다.'],
  [
    'This idempotency key was given for {a} before, and cannot be used for {b}.',
    '이 멱등 키는 이미 {a}에 쓰였으므로 {b}에는 쓸 수 없습니다.',
  ],
  ['Give each command a key of its own.', '명령마다 다른 키를 쓰세요.'],
  ['A lease of {a} ms makes no sense.', '작업 권한 시간 {a} ms는 쓸 수 없습니다.'],
  [
    'Set BLUEGREEN_LEASE_MS to a whole number from {a} to {b}, or leave it out.',
    'BLUEGREEN_LEASE_MS를 {a}부터 {b}까지의 정수로 설정하거나 빼세요.',
  ],
];

export const phrasesKo: Phrases = [...atHome, ...phrasesKoAbroad];
