# shellcheck shell=sh disable=SC2154 # common.sh comes before
# TREE SNAPS MOUNTS...: a word for all that is there: unpacked, tried, member.
[ ! -f "$1/meta/snap.yaml" ] || echo unpacked
snaps=$2
shift 2
for mounts; do
  revision=$(readlink -- "$mounts/microovn/current") || continue
  [ -L "$snaps/microovn_$revision.snap" ] || continue
  echo tried
  ! is_member || echo member
  break
done
