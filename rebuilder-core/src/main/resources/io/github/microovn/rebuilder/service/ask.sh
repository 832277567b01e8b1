# shellcheck shell=sh disable=SC2086,SC2034,SC2154 # requests are lists; common.sh comes before
# PROC APPCTL [PIDFILE CONTROL PROBE]...: what each daemon answers, in one line; an empty one for a daemon that does not.
proc=$1 appctl=$2
shift 2
while [ $# -gt 2 ]; do
  answer=
  if process "$1"; then ask "$2" $3 || answer=; fi
  echo "$answer" | tr '\n' ';'
  echo
  shift 3
done
