# shellcheck shell=sh disable=SC2154 # common.sh comes before
# SECONDS UNIT: waits until MicroOVN's daemon answers. One that systemd has given up to start is started again: beside the first
# commands of a snap that was just tried, snap-confine can fail five times in a row.
ready() {
  timeout 10 microovn waitready -t 2 && return
  case $(systemctl show -p ActiveState "$1") in
    *=failed | *=inactive)
      systemctl reset-failed "$1" > /dev/null 2>&1
      systemctl start "$1" > /dev/null 2>&1
      ;;
  esac
  return 1
}
await "$1" ready "$2"
