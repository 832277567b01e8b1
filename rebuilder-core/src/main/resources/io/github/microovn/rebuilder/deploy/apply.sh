# shellcheck shell=sh disable=SC2154 # common.sh comes before
# HOME ID BEFORE AFTER COUNT [STAGED TARGET OBJECT]... DROPPED [OBJECT]... [RESTART...]: records BEFORE, keeps each TARGET as OBJECT,
# then puts STAGED in its place, in order, until one fails; removes objects that are DROPPED in number; restarts. A STAGED of -
# removes TARGET, an OBJECT of - is not kept. BEFORE and AFTER may be empty; AFTER is recorded when nothing is to restart.
home=$1 id=$2 before=$3 after=$4 left=$5
shift 5
keep "$home" "$id" || { echo lost; exit; }
[ -z "$before" ] || record "$home" "$before" || exit

put_by() { # TARGET OBJECT
  if [ "$2" = - ] || [ -e "$2" ]; then return; fi
  # A link costs nothing and has owner and permissions; the rename leaves it alone.
  ln -LT -- "$1" "$2" 2> /dev/null || { cp -pL -- "$1" "$2.part" && put "$2.part" "$2"; }
}

# All before the first swap: for want of space nothing is half done.
place=0
for word; do
  place=$((place + 1))
  [ $place -le $((left * 3)) ] || break
  case $((place % 3)) in
    2) target=$word ;;
    0) put_by "$target" "$word" || exit ;;
  esac
done
while [ "$left" -gt 0 ]; do
  if [ "$1" = - ]; then
    rm -f -- "$2" || exit
  else
    put "$1" "$2" || exit
  fi
  echo swapped
  left=$((left - 1))
  shift 3
done
left=$1
shift
while [ "$left" -gt 0 ]; do
  rm -f -- "$1"
  left=$((left - 1))
  shift
done
if [ $# -gt 0 ]; then
  restart "$@"
elif [ -n "$after" ]; then
  record "$home" "$after"
fi
