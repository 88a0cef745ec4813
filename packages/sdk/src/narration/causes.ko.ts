import type { Causes } from './causes.js';

export const causesKo: Causes = {
  'output-left-open': {
    cause: '훅이 백그라운드로 띄운 프로세스가 출력을 닫지 않아 에이전트가 계속 기다렸습니다.',
    next: '남겨 두는 프로세스의 세 스트림을 모두 돌리십시오: `command </dev/null >/dev/null 2>&1 &`.',
  },
  'script-timed-out': {
    cause: '훅 스크립트가 제한 시간 안에 끝나지 않았습니다.',
    next: '로그에서 무엇을 기다렸는지 확인하십시오. 실제로 오래 걸리는 작업일 때만 appspec.yml의 `timeout`을 늘리십시오.',
  },
  'script-missing': {
    cause: 'appspec.yml이 가리키는 스크립트가 번들에 없습니다.',
    next: '번들 루트 기준의 `location`을 고치십시오. `bluegreen bundle`은 배포 전에 이를 찾아냅니다.',
  },
  'script-not-executable': {
    cause: '훅 스크립트를 실행할 수 있게 만들지 못했습니다.',
    next: '755 모드로 커밋한 뒤 다시 배포하십시오.',
  },
  'file-exists': {
    cause: '리비전이 설치할 파일이 호스트에 이미 있으며, 이전 리비전의 것이 아닙니다.',
    next: '파일을 지우거나 appspec.yml에 처리 방법을 적으십시오: `file_exists_behavior: OVERWRITE`.',
  },
  'disk-full': {
    cause: '호스트의 디스크가 가득 찼습니다.',
    next: '오래된 로그와 리비전을 지우거나 시작 템플릿의 볼륨을 늘리십시오.',
  },
  'port-taken': {
    cause: '애플리케이션이 쓰려는 포트를 다른 프로세스가 잡고 있습니다.',
    next: '중지 훅이 이전 애플리케이션을 끝내게 하고, 다른 사용자의 PM2 데몬이 있는지 확인하십시오.',
  },
  'command-not-found': {
    cause: '훅이 부르는 프로그램이 PATH에 없습니다.',
    next: '사용자 데이터에서 설치하거나 전체 경로로 부르십시오. 훅은 로그인 프로필을 읽지 않습니다.',
  },
  'package-install': {
    cause: '호스트에서 패키지 설치가 실패했습니다.',
    next: '호스트에 레지스트리가 필요 없도록 필요한 것을 번들에 넣으십시오.',
  },
  'nginx-configuration': {
    cause: 'nginx가 설정을 거부했습니다.',
    next: '호스트에서 `nginx -t`를 실행하십시오. 로그의 줄이 파일을 알려 줍니다.',
  },
  'wrong-release': {
    cause: '호스트의 워커가 배포한 것과 다른 릴리스로 응답합니다.',
    next: '호스트에서 `pm2 list`를 보십시오. 옛 워커나 다른 사용자의 데몬이 포트를 잡고 있을 수 있습니다.',
  },
  'unhealthy-application': {
    cause: '애플리케이션은 시작했지만 상태 확인에 응답하지 않습니다.',
    next: '호스트의 애플리케이션 로그를 읽고 그곳에서 물어보십시오: `curl -i http://localhost/health/deep`.',
  },
  'previous-revision-stop': {
    cause: '이전 리비전의 중지 훅이 실패했습니다. 옛 스크립트이므로 새 번들로는 고칠 수 없습니다.',
    next: '호스트를 고치거나 한 번만 무시하게 하십시오: `aws deploy create-deployment --ignore-application-stop-failures`.',
  },
  'bundle-access-denied': {
    cause: '호스트가 번들을 읽을 권한이 없습니다.',
    next: '인스턴스 역할에 아티팩트 버킷의 s3:GetObject를 주십시오: `bluegreen iam policy --for instance`.',
  },
  'bundle-gone': {
    cause: '번들이 등록된 모습 그대로 버킷에 있지 않습니다.',
    next: '다시 저장하십시오: `bluegreen publish`. 그리고 버킷의 수명 주기 규칙을 확인하십시오.',
  },
  'agent-silent': {
    cause: '호스트의 CodeDeploy 에이전트가 응답하지 않았습니다.',
    next: '호스트에서 `systemctl status codedeploy-agent`와 에이전트 로그를 보십시오. 계속 응답이 없으면 인스턴스를 교체하십시오.',
  },
  'no-instances': {
    cause: '배포 그룹에 배포할 인스턴스가 없습니다.',
    next: '인스턴스를 시작하십시오: `bluegreen scale <색상> <개수>`.',
  },
  'too-many-failed': {
    cause: '너무 많은 인스턴스가 실패했습니다. 위의 이벤트가 이유를 알려 줍니다.',
    next: '첫 인스턴스의 첫 실패 이벤트부터 보십시오.',
  },
  'script-failed': {
    cause: '훅 스크립트가 오류로 끝났습니다.',
    next: '위에 있는 로그의 끝부분이 이유를 알려 줍니다.',
  },
};
