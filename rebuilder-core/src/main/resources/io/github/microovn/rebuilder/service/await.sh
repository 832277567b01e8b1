# shellcheck shell=sh disable=SC2086,SC2034,SC2154 # requests are lists; common.sh comes before
# PROC APPCTL LIMIT KNOWN [UNIT BASELINE PIDFILE CONTROL SHA256 PROBE]...: waits until each is ready, for so many hundredths of a
# second in all. A line for each: a word, the process id, the hash of what it runs, further words. A PIDFILE of - means the
# unit's own processes, and then SHA256 is a list NAME=SHA256,... A SHA256 of - is not looked at, of ? told. KNOWN is a list
# STAMP=SHA256,... of files that need not be read again: what runs cannot be written to.
proc=$1 appctl=$2
now
end=$((now + $3)) known_sums=,$4,
shift 4

# Prints the hash of what a process runs.
running() { # PID
  stamp=$(stat -L -c '%i:%s:%Y' -- "$proc/$1/exe") || return
  case $known_sums in
    *",$stamp="*)
      sum=${known_sums#*",$stamp="}
      echo "${sum%%,*}"
      ;;
    *) digest "$proc/$1/exe" ;;
  esac
}

# Sets word, pid, sum, text. Succeeds when waiting longer changes nothing.
look() {
  pid=- sum=- text='' early=
  show=$(systemctl show -p Type,ActiveState,SubState,Result,NRestarts,MainPID,ControlGroup "$unit")
  property Type
  type=$value
  property Result
  text=$value
  property NRestarts
  if [ "${value:-0}" -gt "$baseline" ]; then
    word=died text="$((value - baseline)) $text"
    return
  fi
  property SubState
  if [ "$value" = auto-restart ]; then
    word=died text="1 $text"
    return
  fi
  property ActiveState
  case $type.$value in
    *.failed) word=failed ;;
    oneshot.inactive) word=ready ;;
    *.inactive)
      # Somebody else may be restarting it.
      word=ended absent=$((absent + 1))
      [ $absent -gt 10 ]
      ;;
    *.active | *.reloading)
      word=starting text=''
      if [ "$pidfile" = - ]; then
        find_process
      elif [ ! -d "${pidfile%/*}" ]; then
        # Nothing of OVN's keeps its files here: the unit's own process is all there is.
        case $wanted in '?') wanted=- ;; -) ;; *=*) ;; *) wanted=daemon=$wanted ;; esac
        find_process
      elif process "$pidfile"; then
        runs && answers
      else
        pid=- early=1
        return 1
      fi
      ;;
    *)
      word=starting
      return 1
      ;;
  esac
}

runs() {
  [ "$wanted" != - ] || return 0
  if [ "${hashed-}" != "$pid" ]; then
    hashed=$pid hash=$(running "$pid" 2> /dev/null)
  fi
  sum=${hash:--} word=other
  [ "$wanted" = '?' ] || [ "$sum" = "$wanted" ]
}

answers() {
  word=silent
  ask "$control" $probe
  asked=$?
  text=$(echo "$answer" | head -n 1)
  [ $asked -eq 0 ] || return 1
  word=unfit
  case $probe in
    connection-status) [ "$answer" = connected ] || return 1 ;;
    cluster/status*)
      text=$(echo "$answer" | grep -E '^(Status|Role|Leader|Entries not yet applied):' | tr '\n' ' ')
      case $answer in *'Status: cluster member'*) ;; *) return 1 ;; esac
      case $answer in *'Role: candidate'* | *'Leader: unknown'*) return 1 ;; esac
      case $answer in *'Entries not yet applied: 0'*) ;; *) return 1 ;; esac
      ;;
  esac
  word=ready
}

# Finds among the unit's processes one of a program that was deployed.
find_process() {
  property MainPID
  main=$value
  property ControlGroup
  group=${value:-/none}
  for candidate in "$main" $(cat "/sys/fs/cgroup$group/cgroup.procs" "/sys/fs/cgroup/systemd$group/cgroup.procs" 2> /dev/null); do
    name=$(readlink "$proc/$candidate/exe")
    name=${name##*/}
    name=${name% (deleted)}
    case ,$wanted, in
      ,-,) break ;;
      *",$name="*) ;;
      *) [ "$candidate" = "$main" ] || continue ;;
    esac
    found=$(running "$candidate" 2> /dev/null)
    case ,$wanted, in
      *"=${found:-none},"*)
        pid=$candidate sum=$found word=ready
        return
        ;;
      *",$name="*)
        pid=$candidate sum=$found word=other
        return 1
        ;;
    esac
  done
  # What was deployed may be a library or a script; but a daemon may also not have come so far yet.
  [ "$wanted" = - ] || [ "$now" -ge $((begun + 100)) ] || return 1
  pid=$main word=ready
}

# Waits until it is worth to look again, and looks for the pid file meanwhile where there is none.
rest() {
  turns=0
  if [ -z "$early" ]; then
    sleep 0.05
    return
  fi
  until process "$pidfile" || [ $turns -ge 10 ]; do
    sleep 0.02
    turns=$((turns + 1))
  done
  pid=-
}

while [ $# -gt 5 ]; do
  unit=$1 baseline=$2 pidfile=$3 control=$4 wanted=$5 probe=$6
  shift 6
  begun=$now absent=0 early=1
  # What starts needs the processor more than systemctl does, which takes longer than everything else here.
  if [ -d "${pidfile%/*}" ] && [ "$now" -lt $end ]; then rest; fi
  until look; do
    now
    [ "$now" -lt $end ] || break
    rest
  done
  echo "$word $pid $sum $text"
  [ "$word" = ready ] || unready=$unit
done
