# The part that ./run and ./test share; they source it. POSIX sh and what every Debian has, for Python may be missing.
#
# In: $here, the project's folder. ready WHAT is true when .venv already holds what the lock names; set_up WHAT makes
# it so. WHAT is "run" or "test". A need that only an administrator can meet ends with status 3 and the line to type.

# shellcheck shell=sh disable=SC2154

# Keep this equal to SUPPORTED in bootstrap.py. ensurepip is what Debian leaves out without python3-venv.
suited='import sys, sysconfig
ok = (3, 11) <= sys.version_info[:2] <= (3, 14) and sys.implementation.name == "cpython" and sys.maxsize > 2**32
if not ok or sysconfig.get_config_var("Py_GIL_DISABLED"): sys.exit(1)
import ctypes, ensurepip, ssl, venv'

ready() {
    [ -x "$here/.venv/bin/python" ] || return 1
    # The stamp is a copy of what the environment was made from: two short processes, and nothing to compute.
    cat "$here/packaging/bootstrap.py" "$(lock_of "$1")" | cmp -s - "$here/.venv/ready-$1"
}

lock_of() {
    if [ "$1" = test ]; then echo "$here/packaging/requirements-dev.txt"; else echo "$here/packaging/requirements.txt"; fi
}

set_up() {
    if ! python=$(find_python); then
        needs="python3 python3-venv $(all_libraries)"
    else
        needs=$("$python" -I "$here/packaging/bootstrap.py" libraries)
    fi
    if [ -n "$needs" ]; then
        install_packages "$needs"
        if ! python=$(find_python); then
            say "No Python from 3.11 to 3.14 with venv was found, and this system's own python3 is not one of them."
            say "Install one, for example the package python3.11-venv, and start this again."
            exit 3
        fi
    fi
    "$python" -I "$here/packaging/bootstrap.py" "$1"
}

# Every candidate is run: a shim of a version manager can be there and yet lead to nothing. Called in a subshell.
find_python() {
    IFS=:
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        for folder in $PATH; do
            if [ -x "$folder/$name" ] && "$folder/$name" -I -c "$suited" </dev/null >/dev/null 2>&1; then
                echo "$folder/$name"
                return 0
            fi
        done
    done
    return 1
}

all_libraries() {
    while read -r library package; do
        case $library in '#'* | '') ;; *) printf '%s ' "$package" ;; esac
    done <"$here/packaging/libraries.txt"
}

install_packages() {
    # One word a package is meant.
    # shellcheck disable=SC2086
    set -- $1
    if ! command -v apt-get >/dev/null 2>&1; then
        say "ClientGuard needs what Debian and Ubuntu call: $*"
        say "Install it with your system's own package manager, then start this again."
        exit 3
    fi
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root='sudo -n'
    else
        say "Packages of the system are missing, and installing them needs an administrator. Type this line, then"
        say "start this again:"
        say
        say "sudo apt-get update && sudo apt-get install -y --no-install-recommends $*"
        exit 3
    fi
    say "Installing packages of the system: $*"
    # A source that cannot be reached must not stop what the others have.
    $as_root apt-get -q update >&2 || say "Some package lists could not be read; going on with those that could."
    if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 install -y \
        --no-install-recommends "$@" </dev/null >&2; then
        say "The packages could not be installed; the lines above say why."
        exit 3
    fi
}

say() {
    printf '%s\n' "$*" >&2
}
