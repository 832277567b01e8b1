# shellcheck shell=sh disable=SC2034,SC2154 # common.sh comes before
# PROC TIME [UNIT BASELINE PID]...: watches for so many hundredths of a second, or until a process is gone. A line for each: a
# word, then further ones; a PID of - is not looked at.
proc=$1
now
end=$((now + $2))
shift 2

all_there() {
  while [ $# -gt 2 ]; do
    [ "$3" = - ] || [ -d "$proc/$3" ] || return
    shift 3
  done
}

while all_there "$@" && [ "$now" -lt $end ]; do
  sleep 0.1
  now
done
while [ $# -gt 2 ]; do
  show=$(systemctl show -p Type,ActiveState,Result,NRestarts "$1")
  property Type
  type=$value
  property Result
  result=$value
  property NRestarts
  restarts=$value
  property ActiveState
  case $type.$value in
    *.failed) echo "failed $result" ;;
    oneshot.*) echo alive ;;
    *.inactive) echo "ended $result" ;;
    *)
      if [ "${restarts:-0}" -gt "$2" ]; then
        echo "died $((restarts - $2)) $result"
      elif [ "$3" = - ] || [ -d "$proc/$3" ]; then
        echo alive
      else
        echo gone
      fi
      ;;
  esac
  shift 3
done
