# Completion of microovn-rebuilder for bash, as 'microovn-rebuilder completion bash' prints it.

_microovn_rebuilder_lookup() (
@LOOKUP@
)

# Sets kind to what the value of an option is, if it has one.
_microovn_rebuilder_kind() {
    case $1 in
@KINDS@
        *) kind= ;;
    esac
}

# Sets found to the words that are of a kind, one a line.
_microovn_rebuilder_values() {
    case $1 in
        hosts)
            case $value in
                lxd:*:*)
                    local remote=${value#lxd:}
                    remote=${remote%%:*}
                    found=$(_microovn_rebuilder_lookup instances lxd "$remote" | sed "s/^/lxd:$remote:/")
                    ;;
                lxd:*) found=$({ _microovn_rebuilder_lookup instances lxd; _microovn_rebuilder_lookup remotes; } | sed 's/^/lxd:/') ;;
                incus:*) found=$(_microovn_rebuilder_lookup instances incus | sed 's/^/incus:/') ;;
                ssh:*@*) found=$(_microovn_rebuilder_lookup machines | sed "s/^/${value%%@*}@/") ;;
                ssh:*) found=$(_microovn_rebuilder_lookup machines | sed 's/^/ssh:/') ;;
                *) found='@SCHEMES@' ;;
            esac
            ;;
        names)
            if [[ $hosts ]]; then
                found=$(tr ',' '\n' <<< "$hosts" | sed 's/.*[:@]//; s/?.*//')
            else
                found=$(_microovn_rebuilder_lookup instances lxd)
            fi
            found+=$'\n'$(_microovn_rebuilder_lookup groups "$config")
            ;;
        targets | services) found=$(_microovn_rebuilder_lookup "$1" "$config") ;;
        words:*) found=${1#words:} ;;
        *) found= ;;
    esac
    found=${found// /$'\n'}
}

_microovn_rebuilder() {
    local IFS=$' \t\n' line=${COMP_LINE:0:COMP_POINT}
    local -a words
    # COMP_WORDS are torn at the colons that hosts have.
    read -ra words <<< "$line"
    [[ $line == *[[:space:]] ]] && words+=('')
    local whole=${words[${#words[@]} - 1]} value prefix= found= kind= option= command= hosts= i
    local config=${MICROOVN_REBUILDER_CONFIG-}
    for ((i = 1; i < ${#words[@]} - 1; i++)); do
        value=${words[i]}
        if [[ ! $kind && $value == -* ]]; then
            option=${value%%=*}
            _microovn_rebuilder_kind "$option"
            [[ $value == *=* ]] || continue
            value=${value#*=}
        elif [[ ! $kind ]]; then
            [[ $command ]] || command=$value
            continue
        fi
        case $option in
            -c | --config) config=$value ;;
            -H | --host | --hosts) hosts+=${hosts:+,}$value ;;
        esac
        kind=
    done
    value=$whole
    if [[ ! $kind && $whole == --*=* ]]; then
        prefix=${whole%%=*}=
        value=${whole#*=}
        _microovn_rebuilder_kind "${prefix%=}"
    fi
    local options commands arguments
    case $command in
@COMMANDS@
    esac
    [[ ! $kind && $whole != -* && $arguments == directory ]] && kind=directory
    case $kind in
        file | directory)
            local flag=-f
            [[ $kind == directory ]] && flag=-d
            compopt -o filenames
            IFS=$'\n'
            COMPREPLY=($(compgen "$flag" -- "$value"))
            # What bash takes for the word begins after the equals sign.
            return
            ;;
        hosts | names | targets)
            prefix+=${value%"${value##*,}"}
            value=${value##*,}
            _microovn_rebuilder_values "$kind"
            ;;
        '')
            if [[ $whole == -* ]]; then
                found=$options
            elif [[ ! $command ]]; then
                found=$commands
            else
                _microovn_rebuilder_values "$arguments"
            fi
            found=${found// /$'\n'}
            ;;
        *) _microovn_rebuilder_values "$kind" ;;
    esac
    IFS=$'\n'
    COMPREPLY=($(compgen -W "$found" -- "$value"))
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *: && ${COMPREPLY[0]} != local: ]] && compopt -o nospace
    local breaks=${COMP_WORDBREAKS//[!:=]/} torn=
    [[ $breaks ]] && torn=${whole%"${whole##*[$breaks]}"}
    for ((i = 0; i < ${#COMPREPLY[@]}; i++)); do
        COMPREPLY[i]=$prefix${COMPREPLY[i]}
        COMPREPLY[i]=${COMPREPLY[i]#"$torn"}
    done
}

complete -F _microovn_rebuilder microovn-rebuilder
