# shellcheck shell=sh
# INSIDE APP ARGUMENT...: runs the script INSIDE in the environment of the snap's APP.
inside=$1 app=$2
shift 2
exec snap run --shell "$app" -c "$inside" microovn-rebuilder-schema "$@"
