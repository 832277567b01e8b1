# shellcheck shell=sh disable=SC2154 # common.sh comes before
# SECONDS TREE: has snapd run the tree. One that asked for it before and is gone may have snapd at it still.
end=$(($(date +%s) + $1))
until said=$(snap try "$2" 2>&1); do
  case $said in
    *'in progress'*) [ "$(date +%s)" -lt "$end" ] && sleep 0.2 && continue ;;
  esac
  printf '%s\n' "$said" >&2
  exit 1
done
