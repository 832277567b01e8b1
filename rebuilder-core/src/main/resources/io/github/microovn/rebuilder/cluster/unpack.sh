# shellcheck shell=sh disable=SC2154 # common.sh comes before
# FILE STAGED TREE: unpacks a snap, puts the tree in place and removes the file.
command -v unsquashfs > /dev/null || {
  echo 'there is no unsquashfs; the package squashfs-tools has it' >&2
  exit 1
}
rm -rf -- "$2"
unsquashfs -n -d "$2" "$1" > /dev/null && mv -- "$2" "$3" && rm -f -- "$1"
