# shellcheck shell=sh disable=SC2154 # common.sh comes before
# SECONDS CENTRALS ENVIRONMENT TCP TCP6 [PORT...]: waits until this member knows so many central ones (until then its services
# are restarted once more), and something listens on the ports.
seconds=$1 centrals=$2 environment=$3 tcp=$4 tcp6=$5
shift 5
informed() {
  known=$(sed -n 's/^OVN_NB_CONNECT=//p' "$environment" | grep -o 'ssl:' | wc -l)
  [ "$known" -ge "$centrals" ] || {
    echo "it knows $known of $centrals central members"
    return 1
  }
}
listening() { # PORT in hexadecimal; 0A is the state of a socket that listens
  cat "$tcp" "$tcp6" | awk -v port=":$1\$" '$2 ~ port && $4 == "0A" { found = 1 } END { exit !found }' || {
    echo "nothing listens on port $((0x$1))"
    return 1
  }
}
await "$seconds" informed || exit
for port; do await "$seconds" listening "$(printf %04X "$port")" || exit; done
