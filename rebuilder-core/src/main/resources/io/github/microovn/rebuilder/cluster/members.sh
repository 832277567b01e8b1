# shellcheck shell=sh disable=SC2154 # common.sh comes before
# SECONDS COUNT: waits until so many members are online and as many chassis registered; writes the status.
members() {
  list=$(timeout 30 microovn cluster list -f csv) || { echo "$list"; return 1; }
  [ "$(printf '%s\n' "$list" | grep -c ',ONLINE$')" -ge "$1" ] || {
    # shellcheck disable=SC2086 # one line
    echo "members:" $list
    return 1
  }
}
chassis() {
  names=$(microovn.ovn-sbctl --timeout=10 --bare --columns=name list chassis 2>&1) || { echo "$names"; return 1; }
  [ "$(printf '%s\n' "$names" | grep -c .)" -ge "$1" ] || {
    # shellcheck disable=SC2086 # one line
    echo "of $1 chassis there are:" $names
    return 1
  }
}
await "$1" members "$2" && await "$1" chassis "$2" && timeout 30 microovn status
