#!/bin/sh
# Tries a Debian package on systems that have nothing else: install, version, window, opening a casebook by its type,
# upgrade, purge. Slow, and not part of the tests.
#
#   packaging/try_deb.sh PACKAGE SUITE…      as root, for example … bookworm trixie
#
# Needs debootstrap, xvfb, x11-utils and procps. The upgrade is to the same program with a higher revision.
# MIRROR names where Debian is fetched from, else apt's own settings do. SHOTS is a folder for pictures of the windows
# (import, of imagemagick, takes them). Status: 0 when all held; 1 with the first that did not.
set -eu
[ $# -ge 2 ] || { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0" >&2 && exit 2; }
package=$(readlink -f -- "$1")
shift

# The rest runs where nothing that it mounts is seen outside, and goes with the end.
if [ -z "${TRY_DEB_INSIDE:-}" ]; then
    exec env TRY_DEB_INSIDE=yes unshare --mount --pid --fork --kill-child --mount-proc "$0" "$package" "$@"
fi
work=$(mktemp -d)
mirror=${MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep '/debian/$' | head -n 1)}
trap 'umount -R "$work"/*/proc "$work"/*/dev "$work"/*/tmp/.X11-unix 2>/dev/null || true; rm -rf --one-file-system "$work"' EXIT
trap 'exit 1' HUP INT TERM # the first process of a namespace hears of them only so
ok() { echo "ok: $suite: $1"; }
fail() { echo "FAILED: $suite: $1" >&2 && exit 1; }

Xvfb -displayfd 3 -screen 0 1280x900x24 -nolisten tcp -noreset -ac 3>"$work/display" 2>/dev/null &
until [ -s "$work/display" ]; do sleep 0.1; done
display=:$(cat "$work/display")

within() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME=/root DEBIAN_FRONTEND=noninteractive "$@"; }
user() { chroot --userspec=1000:1000 "$root" env -i PATH=/usr/bin:/bin LANG=C.UTF-8 HOME=/srv/ada DISPLAY="$display" XDG_DATA_DIRS=/usr/share "$@"; }
install() { within apt-get -qq -y --no-install-recommends install "$@" >"$work/apt" 2>&1 || { cat "$work/apt" >&2 && fail "apt-get install $*"; }; }
windows() { xwininfo -root -tree -display "$display"; }
wait_for() { # TITLE: until a window has it; at most half a minute
    tries=0
    until windows | grep -q "\"$1"; do
        tries=$((tries + 1))
        [ $tries -lt 150 ] || { cat "$work/said" >&2; windows >&2; fail "no window “$1”"; }
        sleep 0.2
    done
}
close() { # as a session's end does; only this script's own processes are seen here
    pkill -TERM -u 1000 clientguard || true
    tries=0
    while pgrep -u 1000 clientguard >/dev/null; do
        tries=$((tries + 1))
        [ $tries -lt 100 ] || fail 'the window closes'
        sleep 0.2
    done
}
shot() { [ -z "${SHOTS:-}" ] || { sleep 2 && mkdir -p "$SHOTS" && import -display "$display" -window root "$SHOTS/$suite-$1.png"; }; }

dpkg-deb -R "$package" "$work/newer"
sed -i '/^Version: /s/$/.1/' "$work/newer/DEBIAN/control"
dpkg-deb --root-owner-group -Zgzip -z1 --build "$work/newer" "$work/newer.deb" >/dev/null
rm -r "$work/newer"

for suite; do
    root=$work/$suite
    debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$work/made" 2>&1 || { tail -n 5 "$work/made" >&2 && fail 'debootstrap'; }
    mkdir -p "$root/tmp/.X11-unix"
    mount --bind /dev "$root/dev"
    mount -t proc proc "$root/proc"
    mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
    cp "$package" "$root/tmp/first.deb"
    cp "$work/newer.deb" "$root/tmp/second.deb"
    within useradd --create-home --home-dir /srv/ada --uid 1000 ada

    dpkg-deb -x "$package" "$root/opt/bare"
    status=0 && user /opt/bare/usr/bin/clientguard >"$work/said" 2>&1 || status=$?
    [ $status = 3 ] && [ "$(wc -l <"$work/said")" = 1 ] && grep -q 'sudo apt install.* libxcb-cursor0' "$work/said" ||
        { cat "$work/said" >&2 && fail "without libraries (status $status)"; }
    rm -r "$root/opt/bare"
    ok 'without its libraries it says in one sentence what to install'

    within apt-get -qq update >"$work/apt" 2>&1
    install /tmp/first.deb
    user clientguard --version || fail 'version'
    user clientguard >"$work/said" 2>&1 &
    wait_for ClientGuard
    shot first
    close
    ok 'installs, tells its version, and opens its window with only the libraries that it names'

    user clientguard new '/srv/ada/my practice.casebook' --business 'Zuidema Advies' >/dev/null || fail 'a new casebook'
    install desktop-file-utils shared-mime-info libglib2.0-bin
    within desktop-file-validate /usr/share/applications/clientguard.desktop || fail 'the menu entry is valid'
    user gio info -a standard::content-type '/srv/ada/my practice.casebook' | grep -q application/x-clientguard-casebook || fail 'the type'
    user gio open '/srv/ada/my practice.casebook' >"$work/said" 2>&1 &
    wait_for '.*my practice'
    shot by-type
    close
    ok 'opens a casebook by its type, and its menu entry is valid'

    settings=$(find "$root/srv/ada/.config" -type f -path '*ClientGuard*' | sort)
    [ -n "$settings" ] || fail 'settings were written'
    # shellcheck disable=SC2086 # no space in any of them
    md5sum $settings "$root/srv/ada/my practice.casebook" >"$work/sums"
    install /tmp/second.deb
    md5sum --quiet -c "$work/sums" || fail 'the upgrade keeps settings and casebook'
    user clientguard --version >/dev/null || fail 'version after the upgrade'
    user clientguard >"$work/said" 2>&1 &
    wait_for '.*my practice'
    close
    ok 'an upgrade keeps settings and casebooks, and the last one opens again'

    within dpkg --purge clientguard >/dev/null 2>&1 || fail 'purge'
    within find / -xdev \( -path /proc -o -path /home -o -path /tmp \) -prune -o -iname '*clientguard*' -print >"$work/left"
    ! [ -s "$work/left" ] || { cat "$work/left" >&2 && fail 'purge leaves nothing'; }
    ! within grep -rl clientguard /usr/share/mime /usr/share/applications /etc 2>/dev/null || fail 'no index names it any more'
    [ -f "$root/srv/ada/my practice.casebook" ] || fail 'the casebook stays'
    ok 'a purge leaves nothing but casebooks and settings'
    umount "$root/proc" "$root/dev" "$root/tmp/.X11-unix"
done
