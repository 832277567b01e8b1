# shellcheck shell=sh
# NBCTL SBCTL SECONDS: whether a change of the northbound database reaches every chassis in time. One line says so or why not,
# one has the counters of the northbound database, one for each chassis has its name and its counter.
complaint=$(snap run "$1" "--timeout=$3" --wait=hv sync 2>&1)
code=$?
if [ $code -eq 0 ]; then
  echo synced
  exit
fi
echo "failed $code $(echo "$complaint" | tail -n 1)"
snap run "$1" --timeout=5 get NB_Global . nb_cfg sb_cfg 2> /dev/null | tr '\n' ' '
echo
snap run "$2" --timeout=5 -f csv -d bare --no-headings --columns=name,nb_cfg list Chassis_Private 2> /dev/null
