#!/bin/bash
# First boot of a host (Amazon Linux 2023): everything that a revision's hooks expect to find, and the agents last,
# because a deployment begins as soon as the CodeDeploy agent runs. The launch template puts these lines before it:
# color=… group=… logs=… workers=… agents=…
set -euo pipefail
: "${color:?}" "${group:?}" "${logs:?}" "${workers:?}" "${agents:?}"
exec >>/var/log/bluegreen-setup.log 2>&1

retry() {
  for _ in 1 2 3 4 5; do
    "$@" && return
    sleep 10
  done
  return 1
}

retry dnf install -y nodejs22 nodejs22-npm nginx ruby amazon-cloudwatch-agent
alternatives --set node /usr/bin/node-22
retry npm-22 install --global --prefix /usr/local --ignore-scripts pm2@7.0.4
id bluegreen-app || useradd --system --create-home --home-dir /var/lib/bluegreen --shell /sbin/nologin bluegreen-app

metadata=http://169.254.169.254/latest
token="$(retry curl -fsS -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 300' "$metadata/api/token")"
instance="$(retry curl -fsS -H "X-aws-ec2-metadata-token: $token" "$metadata/meta-data/instance-id")"
mkdir -p /etc/bluegreen
cat >/etc/bluegreen/instance.env <<END
BLUEGREEN_COLOR=$color
BLUEGREEN_INSTANCE=$instance
BLUEGREEN_HOST=0.0.0.0
BLUEGREEN_PORT=80
BLUEGREEN_WORKERS=$workers
BLUEGREEN_NGINX=on
BLUEGREEN_APP_HOST=127.0.0.1
BLUEGREEN_APP_PORT=8081
END

# The distribution's main file brings a site of its own, which would answer on [::]:80.
cat >/etc/nginx/nginx.conf <<'END'
user nginx;
worker_processes auto;
pid /run/nginx.pid;
error_log /var/log/nginx/error.log warn;
events { worker_connections 4096; }
http {
  include /etc/nginx/mime.types;
  access_log /var/log/nginx/access.log;
  include /etc/nginx/conf.d/*.conf;
}
END
systemctl enable nginx

# PM2 brings back after a reboot what the last deployment saved.
cat >/etc/systemd/system/bluegreen-app.service <<'END'
[Unit]
After=network-online.target
ConditionPathExists=/var/lib/bluegreen/pm2/dump.pm2
[Service]
Type=oneshot
RemainAfterExit=yes
User=bluegreen-app
Environment=PM2_HOME=/var/lib/bluegreen/pm2 PM2_DISABLE_VERSION_CHECK=true
ExecStart=/usr/local/bin/pm2 resurrect
[Install]
WantedBy=multi-user.target
END
systemctl enable bluegreen-app

agent=/opt/aws/amazon-cloudwatch-agent
cat >$agent/etc/bluegreen.json <<END
{"agent":{"omit_hostname":true},
"metrics":{"namespace":"CWAgent","aggregation_dimensions":[["AutoScalingGroupName"]],"metrics_collected":{
"mem":{"measurement":["mem_used_percent"],"append_dimensions":{"AutoScalingGroupName":"$group"}},
"disk":{"measurement":["used_percent"],"resources":["/"],"append_dimensions":{"AutoScalingGroupName":"$group"}}}},
"logs":{"logs_collected":{"files":{"collect_list":[
{"file_path":"/opt/bluegreen-app/logs/*.log","log_group_name":"$logs/application","log_stream_name":"$color/{instance_id}"},
{"file_path":"/var/log/nginx/*.log","log_group_name":"$logs/nginx","log_stream_name":"$color/{instance_id}"},
{"file_path":"/var/log/bluegreen-setup.log","log_group_name":"$logs/deployment","log_stream_name":"$color/{instance_id}/setup"},
{"file_path":"/var/log/aws/codedeploy-agent/codedeploy-agent.log","log_group_name":"$logs/deployment","log_stream_name":"$color/{instance_id}/agent"}]}}}}
END
$agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:$agent/etc/bluegreen.json

cd "$(mktemp -d)"
retry curl -fsSO "$agents/latest/install"
chmod +x install
retry ./install auto
systemctl enable --now codedeploy-agent
