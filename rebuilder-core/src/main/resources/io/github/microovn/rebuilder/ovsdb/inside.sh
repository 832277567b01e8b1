# shellcheck shell=sh disable=SC2154 # what functions set
# ACTION DIRECTORY RUN ...: works on the databases of a host where the snap's services run, with its programs. DIRECTORY is where
# the snap was tried from, RUN where the servers have their sockets; a PATH is relative to the first.
action=$1 directory=$2 run=$3
shift 3

# place PATH: sets file. The snap sees its own directory for certain, other ones perhaps.
place() {
  file=$SNAP/$1
  [ -e "$file" ] || file=$directory/$1
}

# database NAME: sets socket and control to where its server listens.
database() {
  case $1 in
    OVN_Northbound) server=ovn/ovnnb_db ;;
    OVN_Southbound) server=ovn/ovnsb_db ;;
    Open_vSwitch)
      socket=$run/switch/db.sock pid=
      { read -r pid < "$run/switch/ovsdb-server.pid"; } 2> /dev/null
      control=$run/switch/ovsdb-server.$pid.ctl
      return
      ;;
    *) return 1 ;;
  esac
  socket=$run/$server.sock control=$run/$server.ctl
}

# client SECONDS COMMAND...: one line of what a server says, or of why it does not.
client() {
  seconds=$1
  shift
  ovsdb-client -vconsole:off -t "$seconds" "$@" 2>&1
}

# look NUMBER PATH: a line about the schema in a file, and one about the server of its database, where there is one.
look() {
  place "$2"
  if ! name=$(ovsdb-tool schema-name "$file" 2>&1); then
    echo "unfit $1 $(echo "$name" | head -n 1)"
    return
  fi
  version=$(ovsdb-tool schema-version "$file") sum=$(ovsdb-tool schema-cksum "$file")
  echo "schema $1 $name ${version:--} ${sum:--}"
  if ! database "$name" || [ ! -e "$socket" ]; then return; fi
  if answer=$(client 5 needs-conversion "unix:$socket" "$file") && differs=$answer &&
    answer=$(client 5 get-schema-version "unix:$socket" "$name") && version=$answer &&
    answer=$(client 5 get-schema-cksum "unix:$socket" "$name") && sum=$answer &&
    answer=$(ovn-appctl -T 5 -t "$control" version 2>&1); then
    status=$(ovn-appctl -T 5 -t "$control" cluster/status "$name" 2> /dev/null)
    role=$(echo "$status" | sed -n 's/^Role: //p')
    members=$(echo "$status" | grep -c '^ .* at [a-z]*:')
    echo "server $1 ${answer##* } ${role:-leader} $members $differs ${version:--} ${sum:--}"
  else
    echo "silent $1 $(echo "$answer" | head -n 1)"
  fi
}

case $action in
  look)
    number=0
    for path; do
      look "$number" "$path"
      number=$((number + 1))
    done
    ;;
  backup) # NAME PATH: writes the database, where the schema in the file is another than its own
    place "$2"
    database "$1"
    answer=$(client 10 needs-conversion "unix:$socket" "$file") || { echo "$answer" >&2; exit 1; }
    [ "$answer" = yes ] || exit 0
    exec ovsdb-client -vconsole:off -t 60 backup "unix:$socket" "$1"
    ;;
  convert) # NAME PATH: gives the database the schema in the file, unless it has it
    place "$2"
    database "$1"
    answer=$(client 10 needs-conversion "unix:$socket" "$file") || { echo "$answer" >&2; exit 1; }
    [ "$answer" = yes ] || { echo same; exit 0; }
    answer=$(client 60 convert "unix:$socket" "$file") || { echo "$answer" >&2; exit 1; }
    echo converted
    ;;
  verify) # NAME VERSION CHECKSUM TURNS: waits until the database has that schema
    database "$1"
    turns=$4
    while :; do
      version=$(client 5 get-schema-version "unix:$socket" "$1") sum=$(client 5 get-schema-cksum "unix:$socket" "$1")
      turns=$((turns - 1))
      if [ "${version:--}" = "$2" ] && [ "${sum:--}" = "$3" ]; then
        echo same
        exit
      fi
      [ "$turns" -gt 0 ] || break
      sleep 0.1
    done
    echo "differs $(echo "${version:--} ${sum:--}" | head -n 1)"
    ;;
esac
