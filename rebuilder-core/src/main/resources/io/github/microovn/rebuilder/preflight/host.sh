# shellcheck shell=sh
# WHOLE SNAP SNAPS MOUNT MOUNT DIRECTORY APP INSIDE [REMOTE STAGED]...: what the host is like, a finding a line. SNAPS is where
# snapd keeps its files, a MOUNT where it shows them, APP any command of the snap, INSIDE a script for the environment of those.
# With an empty WHOLE only that runs.
whole=$1 snap=$2 snaps=$3 mount=$4 other=$5 directory=$6 app=$7 inside=$8
shift 8

facts() {
  echo "machine $(uname -m)"
  revision=$(readlink -- "$mount/$snap/current" || readlink -- "$other/$snap/current")
  if [ -z "$revision" ]; then
    echo tried nothing
  elif ! tried=$(readlink -- "$snaps/${snap}_$revision.snap"); then
    echo tried no
  elif [ "$(readlink -f -- "$tried")" = "$(readlink -f -- "$directory")" ]; then
    echo tried here
  else
    echo "tried elsewhere $tried"
  fi
  if [ ! -e "$directory" ]; then
    echo directory missing
  elif [ ! -d "$directory" ]; then
    echo directory file
  elif [ ! -w "$directory" ]; then
    echo directory readonly
  else
    echo directory fit
    df -Pk -- "$directory" | {
      read -r _
      read -r _ _ _ free _
      echo "free $free"
    }
  fi
  snap connections "$snap" 2> /dev/null | while read -r interface plug slot _; do
    case $plug.$slot in *:*.-) echo "plug $interface" ;; esac
  done
  seen=''
  while [ $# -gt 1 ]; do
    folder=$directory/${1%/*}
    if [ "$folder" != "$seen" ] && [ -d "$folder" ] && [ ! -w "$folder" ]; then echo "readonly ${1%/*}"; fi
    seen=$folder
    shift 2
  done
}

if [ -n "$whole" ]; then facts "$@"; fi
found=$(snap run --shell "$app" -c "$inside" microovn-rebuilder-try "$whole" "$directory" "$@" 2>&1) ||
  echo "outside $(echo "$found" | tail -n 1)"
echo "$found"
