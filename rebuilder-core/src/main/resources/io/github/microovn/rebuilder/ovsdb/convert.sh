# shellcheck shell=sh
# INSIDE APP BACKUP KEEP ACTION DIRECTORY RUN NAME PATH: saves a database as BACKUP and, for the ACTION convert, converts it to the
# schema in PATH; neither where it has that schema. Says saved, then converted, or same. A BACKUP that is there is from before.
inside=$1 app=$2 backup=$3 keep=$4 action=$5
shift 5

ask() {
  snap run --shell "$app" -c "$inside" microovn-rebuilder-schema "$@"
}

if [ ! -e "$backup" ]; then
  mkdir -p -- "${backup%/*}" || exit
  # By a pipe: the snap may not be allowed to write where this program keeps its files.
  status=$({ { ask backup "$@"; echo $? >&3; } | { cat > "$backup.part" || echo full >&3; }; } 3>&1)
  if [ "$status" != 0 ]; then
    rm -f -- "$backup.part"
    exit 1
  fi
  if [ ! -s "$backup.part" ]; then
    rm -f -- "$backup.part"
    echo same
    exit
  fi
  chmod 600 -- "$backup.part" && mv -fT -- "$backup.part" "$backup" || exit
  echo saved
  # shellcheck disable=SC2012 # the names are of our making
  ls -t -- "${backup%.*}".* | tail -n "+$((keep + 1))" | while read -r old; do rm -f -- "$old"; done
fi
[ "$action" = backup ] || ask convert "$@"
