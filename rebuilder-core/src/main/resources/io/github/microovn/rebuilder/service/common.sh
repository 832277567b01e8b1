# shellcheck shell=sh disable=SC2034,SC2154 # what it sets and uses belongs to the others
# What the other scripts here begin with. $proc is /proc, $appctl the snap's command that talks to daemons.

# process PIDFILE: sets pid; fails unless that process is alive.
process() {
  pid=
  { read -r pid < "$1"; } 2> /dev/null
  [ -n "$pid" ] && [ -d "$proc/$pid" ]
}

# ask SOCKET REQUEST...: sets answer to what the daemon with the process id $pid answers; % in SOCKET stands for that. Its own
# mount namespace has the snap's libraries, and to enter it takes a tenth of the time of "snap run".
ask() {
  case $1 in *%*) socket=${1%%%*}$pid${1##*%} ;; *) socket=$1 ;; esac
  shift
  if [ "${known-}" != "$pid" ]; then
    known=$pid snap='' libraries=''
    while read -r line; do
      case $line in
        SNAP=*) snap=${line#*=} ;;
        LD_LIBRARY_PATH=*) libraries=${line#*=} ;;
      esac
    done << END
$({ tr '\0' '\n' < "$proc/$pid/environ"; } 2> /dev/null)
END
  fi
  if [ -n "$snap" ]; then
    answer=$(nsenter -t "$pid" -m -- env "LD_LIBRARY_PATH=$libraries" "$snap/bin/ovn-appctl" -T 3 -t "$socket" "$@" 2>&1) &&
      return
    case $answer in nsenter:* | *': nsenter: '*) ;; *) return 1 ;; esac
  fi
  answer=$(snap run "$appctl" -T 3 -t "$socket" "$@" 2>&1)
}

# now: sets now, in hundredths of a second, by the clock that nobody sets.
now() {
  read -r up idle < /proc/uptime
  now=$((${up%.*} * 100 + 1${up#*.} - 100))
}

# property NAME: sets value, from $show as systemctl wrote it.
property() {
  case $show in
    *"$1="*)
      value=${show#*"$1="}
      value=${value%%"
"*}
      ;;
    *) value= ;;
  esac
}
