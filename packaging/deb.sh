#!/bin/sh
# Makes a Debian package of this commit: dist/clientguard_VERSION_ARCHITECTURE.deb. The same commit gives the same bytes.
#
#   packaging/deb.sh                     builds the bundle from what is committed, then the package
#   packaging/deb.sh --check             says in one sentence what is missing for that, or ends with 0
#   packaging/deb.sh --bundle FOLDER     packs a bundle that was made before
#   …                --out FOLDER        puts the package there instead of dist
#   …                --revision NUMBER   the Debian revision after the version; 1 when not given
#
# DEBFULLNAME and DEBEMAIL say who maintains the package. Status: 0 done; 1 not done, with the reason; 2 not understood.
set -eu
LC_ALL=C.UTF-8 TZ=UTC
export LC_ALL TZ
umask 022
here=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
python=$here/.venv/bin/python

# --- what was asked for ---

check='' bundle='' out=$here/dist revision=1
while [ $# -gt 0 ]; do
    case $1 in
        --check) check=yes ;;
        --bundle) bundle=$(readlink -f -- "${2:?--bundle needs a folder}") && shift ;;
        --out) out=${2:?--out needs a folder} && shift ;;
        --revision) revision=${2:?--revision needs a number} && shift ;;
        *) sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
    esac
    shift
done

# --- what it needs ---

missing=''
lacks() { missing="$missing${missing:+, }$1"; }
has() { command -v "$1" >/dev/null 2>&1; }

has dpkg-deb || lacks 'dpkg-deb (package dpkg)'
has gzip || lacks 'gzip (package gzip)'
if [ -z "$bundle" ]; then
    has objdump || lacks 'objdump (package binutils)'
    has git || lacks 'git (package git)'
    "$python" -I -c 'import importlib.util as u, sys; sys.exit(not u.find_spec("PyInstaller"))' 2>/dev/null ||
        lacks 'PyInstaller in .venv (./test --version installs it)'
elif [ ! -x "$bundle/clientguard" ]; then
    lacks "a bundle in $bundle"
fi
commit=$(git -C "$here" rev-parse --verify -q HEAD 2>/dev/null) || commit=''
if [ -n "$commit" ]; then
    : "${SOURCE_DATE_EPOCH:=$(git -C "$here" log -1 --format=%ct)}"
elif [ -z "${SOURCE_DATE_EPOCH:-}" ] || [ -z "$bundle" ]; then
    lacks 'the commit that is packed (this folder is no git repository)'
fi
if [ -n "$missing" ]; then
    echo "The package cannot be made because this is missing: $missing." >&2
    exit 1
fi
[ -z "$check" ] || exit 0
export SOURCE_DATE_EPOCH

# --- the bundle ---

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
source=$here
if [ -z "$bundle" ]; then
    source=$work/source
    mkdir "$source"
    git -C "$here" archive "$commit" | tar -x -C "$source"
    [ -z "$(git -C "$here" status --porcelain)" ] || echo "Only what is committed is packed." >&2
    # Sets in the program's code are written in the order of their hashes.
    (cd "$source" && PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1 PYINSTALLER_CONFIG_DIR="$work/cache" \
        "$python" -m PyInstaller build.spec --noconfirm --log-level=WARN --distpath="$work/dist" --workpath="$work/build") >&2
    bundle=$work/dist/clientguard
fi

# --- the files of the package ---

version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$source/clientguard/__init__.py")-$revision
architecture=$(dpkg --print-architecture)
short=$(printf %.12s "$commit")
maintainer="${DEBFULLNAME:-ClientGuard contributors} <${DEBEMAIL:-nobody@clientguard.invalid}>"
root=$work/root
share=$root/usr/share
debian=$source/packaging/debian
mkdir -p "$root/DEBIAN" "$share/doc/clientguard" "$share/man/man1" "$share/lintian/overrides"

STAGED=yes "$source/packaging/linux/install.sh" "$bundle" "$root/usr"
sed '1,4d; s/^$/./; s/^/ /' "$source/LICENSE" | sed -e '/^@LICENCE@$/{' -e 'r /dev/stdin' -e 'd' -e '}' "$debian/copyright.in" \
    >"$share/doc/clientguard/copyright"
gzip -9n <"$source/CHANGELOG.md" >"$share/doc/clientguard/changelog.gz"
gzip -9n <"$source/packaging/linux/clientguard.1" >"$share/man/man1/clientguard.1.gz"
gzip -9n >"$share/doc/clientguard/changelog.Debian.gz" <<CHANGELOG
clientguard ($version) unstable; urgency=medium

  * Made from ${short:-a bundle}; changelog.gz says what is new.

 -- $maintainer  $(date -u -R -d "@$SOURCE_DATE_EPOCH")
CHANGELOG
cp "$debian/lintian-overrides" "$share/lintian/overrides/clientguard"
find "$root" -type d -exec chmod 755 {} +
find "$root/usr" -type f -exec chmod 644 {} +
chmod 755 "$root/usr/lib/clientguard/clientguard"

# --- what dpkg is told ---

# The newest release of the C library that anything in the bundle asks for.
libc=$(find "$root/usr/lib" -type f -exec grep -aohE 'GLIBC_2\.[0-9]+' {} + | sed 's/GLIBC_//' | sort -V | tail -n 1)
libraries=$(awk '!/^#/ && NF == 2 { print $2 }' "$source/packaging/libraries.txt" | sort -u | paste -sd, | sed 's/,/, /g')
# As dpkg-gencontrol counts: each file by its own KiB, anything else as one.
size=$(find "$root/usr" -printf '%y %s\n' | awk '$1 == "f" { n += int(($2 + 1023) / 1024); next } { n++ } END { print n }')
sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@MAINTAINER@/$maintainer/" -e "s/@SIZE@/$size/" \
    -e "s/@LIBC@/${libc:-2.36}/" -e "s/@LIBRARIES@/$libraries/" "$debian/control.in" >"$root/DEBIAN/control"
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
chmod 644 "$root/DEBIAN/control" "$root/DEBIAN/md5sums"
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

# --- the package ---

mkdir -p "$out"
package=$out/clientguard_${version}_$architecture.deb
# How many processors there are decides how xz cuts its blocks, so it gets one.
dpkg-deb --root-owner-group --uniform-compression --threads-max=1 -Zxz -z6 --build "$root" "$package" >&2
echo "$package"
