# shellcheck shell=sh disable=SC2154 # common.sh comes before
# SOCKETS SCHEMAS: what a member says: "member NAME ADDRESS SERVICE...", "schema NAME VERSION CKSUM" of a database it has
# open, "file NAME VERSION CKSUM" of the schema in its snap.
is_member || { echo alone; exit 0; }
echo member
timeout 30 microovn status
for database in nb:OVN_Northbound sb:OVN_Southbound; do
  name=${database#*:} database=${database%%:*}
  schema=$2/ovn-$database.ovsschema
  echo "file $name $(microovn.ovsdb-tool schema-version "$schema") $(microovn.ovsdb-tool schema-cksum "$schema")"
  socket=unix:$1/ovn${database}_db.sock
  [ -S "${socket#unix:}" ] || continue
  echo "schema $name $(microovn.ovsdb-client --timeout=10 get-schema-version "$socket" "$name")" \
    "$(microovn.ovsdb-client --timeout=10 get-schema-cksum "$socket" "$name")"
done
