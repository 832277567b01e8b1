# shellcheck shell=sh disable=SC2086,SC2034,SC2154 # requests and units are lists; common.sh comes before
# PROC APPCTL [UNIT REQUEST PIDFILE CONTROL PROBE]...: restarts in order until one fails. A line for each: a word, the host's
# time before, the hundredths of a second it took, what systemctl complained about.
proc=$1 appctl=$2
shift 2

# following CONTROL PROBE: whether another server leads.
following() {
  ask "$1" $2 || return
  case $answer in *'Role: leader'* | *'Leader: unknown'*) return 1 ;; esac
}

hand_over() { # REQUEST CONTROL PROBE
  if following "$2" "$3"; then return; fi
  case $answer in *'Role: leader'*) ;; *) return ;; esac
  # The servers come last, one a line; a single one has nobody to hand over to.
  [ "$(echo "$answer" | grep -c '^ .* at .*)')" -gt 1 ] || return
  ask "$2" $1
  turns=0
  until following "$2" "$3" || [ $turns -ge 100 ]; do
    sleep 0.02
    turns=$((turns + 1))
  done
}

leave() { # REQUEST PIDFILE CONTROL PROBE
  if [ "$1" = - ] || ! process "$2"; then return; fi
  case $1 in
    cluster/*) hand_over "$1" "$3" "$4" ;;
    *)
      ask "$3" $1 || return
      turns=0
      while [ -d "$proc/$pid" ] && [ $turns -lt 200 ]; do
        sleep 0.02
        turns=$((turns + 1))
      done
      ;;
  esac
}

# Else systemd refuses the sixth start in ten seconds. Not any earlier: it also forgets how often it has started a unit that
# crashes, which it goes on doing until the restart.
units='' place=0
for argument; do
  [ $((place % 5)) -ne 0 ] || units="$units $argument"
  place=$((place + 1))
done
systemctl reset-failed $units 2> /dev/null
while [ $# -gt 4 ]; do
  now
  began=$now since=$(date +%s.%N)
  leave "$2" "$3" "$4" "$5"
  complaint=$(systemctl restart "$1" 2>&1)
  code=$?
  now
  if [ $code -ne 0 ]; then
    echo "failed $since $((now - began)) $(echo "$complaint" | head -n 1)"
    exit
  fi
  echo "restarted $since $((now - began))"
  shift 5
done
