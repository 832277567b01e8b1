# shellcheck shell=sh disable=SC2086,SC2034,SC2154 # probes are lists; the scripts common.sh come before
# HOME ID COUNT [SOURCE STAGED TARGET MODE OWNER DEFAULT]... PROC APPCTL COUNT [PIDFILE CONTROL PROBE]... [SHOW...]: gives
# staged files owner and permissions and computes their hashes; asks daemons, a line for each; runs the command SHOW. A SOURCE
# other than - is copied to STAGED first; for one of @STAMP,STEPS it is made of TARGET, as long as that has the STAMP; a STAGED
# of - is no file: TARGET is to be removed. MODE and OWNER may be keep; where TARGET is no file, DEFAULT counts then: a mode
# and an owner, in one word.
home=$1 id=$2 left=$3
shift 3
keep "$home" "$id" || { echo lost; exit; }

# give OWNER MODE FILE: prints what the file is then.
give() {
  made=$(stat -c '%a %u:%g %i:%s:%Y' -- "$3") || return
  if [ "${made% *}" != "${2#0} $1" ]; then
    chown -- "$1" "$3" && chmod -- "$2" "$3" && made=$(stat -c '%a %u:%g %i:%s:%Y' -- "$3") || return
  fi
  echo "$made"
}

# assemble STAGED BASE STEPS: makes STAGED of a copy of BASE. The steps, with commas between: =SIZE is its size,
# OFFSET+LENGTH:BASE64 puts bytes there, OFFSET+LENGTH<FROM bytes of BASE, OFFSET+LENGTH the next of those that are in STAGED.
assemble() {
  staged=$1 base=$2 whole=$1
  if [ -e "$staged" ]; then
    exec 5< "$staged"
    whole=$staged.whole
  fi
  IFS=,
  set -- $3
  unset IFS
  # With the owner and the permissions that it mostly keeps, which saves setting them.
  if cp --preserve=mode,ownership -- "$base" "$whole" && build "$@"; then
    [ "$whole" = "$staged" ] || mv -fT -- "$whole" "$staged"
  else
    rm -f -- "$whole"
    return 1
  fi
}

build() { # STEP...
  for step; do
    place=${step%%[:<]*}
    into="bs=64K oflag=seek_bytes conv=notrunc status=none seek=${place%+*}"
    take="count=${place#*+} iflag=skip_bytes,count_bytes,fullblock"
    case $step in
      =*) truncate -s "${step#=}" -- "$whole" ;;
      *:*) printf %s "${step#*:}" | base64 -d | dd $into "of=$whole" ;;
      *'<'*) dd $take "skip=${step#*<}" $into "if=$base" "of=$whole" ;;
      *) dd $take $into "of=$whole" <&5 ;;
    esac || return
  done
}

# join: prints the lines of $answer as one.
join() {
  IFS='
'
  set -f
  set -- $answer
  IFS=';'
  echo "$*"
  unset IFS
  set +f
}

bring() { # SOURCE STAGED TARGET STAMP
  case $1 in
    -) ;;
    "@$4,"*) assemble "$2" "$3" "${1#*,}" ;;
    @*)
      echo 'it has changed'
      return 1
      ;;
    *) cp -- "$1" "$2" ;;
  esac
}

stage() { # SOURCE STAGED TARGET MODE OWNER DEFAULT
  if [ -d "$3" ]; then
    echo 'failed a directory is in its place'
    return
  fi
  old=$(stat -L -c '%a %u:%g %i:%s:%Y' -- "$3" 2> /dev/null) || old='- - -'
  if [ "$2" = - ]; then
    echo "staged - - - - $old"
    return
  fi
  mode=$4 owner=$5 kept=$old
  [ "$kept" != '- - -' ] || kept=$6
  [ "$mode" != keep ] || mode=${kept%% *}
  kept=${kept#* }
  [ "$owner" != keep ] || owner=${kept%% *}
  if made=$(bring "$1" "$2" "$3" "${old##* }" 2>&1 && give "$owner" "$mode" "$2" 2>&1); then
    echo "staged $(digest "$2") $made $old"
  else
    echo "failed $made" | head -n 1
  fi
}

while [ "$left" -gt 0 ]; do
  stage "$1" "$2" "$3" "$4" "$5" "$6"
  left=$((left - 1))
  shift 6
done
proc=$1 appctl=$2 left=$3
shift 3
while [ "$left" -gt 0 ]; do
  answer=
  if process "$1"; then ask "$2" $3 || answer=; fi
  join
  left=$((left - 1))
  shift 3
done
[ $# -eq 0 ] || "$@"
