# shellcheck shell=sh disable=SC2154 # common.sh comes before
# FILE STAGED TREE LEFT: unpacks a snap, removes what is then left of getting it, and puts the tree in place: that ends the step.
command -v unsquashfs > /dev/null || {
  echo 'there is no unsquashfs; the package squashfs-tools has it' >&2
  exit 1
}
rm -rf -- "$2"
unsquashfs -n -d "$2" "$1" > /dev/null && rm -rf -- "$4" && mv -- "$2" "$3"
