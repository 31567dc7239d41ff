#!/bin/sh
# Installs a bundle for the desktop: the program, its menu entry, its icon, and the type of *.casebook files.
#
#   packaging/linux/install.sh BUNDLE [PREFIX]     BUNDLE is dist/clientguard; PREFIX is ~/.local when not given
#   packaging/linux/install.sh --remove [PREFIX]   takes all of it away again; casebooks and settings stay
#
# With STAGED set, the files are only laid out: a package brings them, and the system it comes to writes its own indexes.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
what=${1:?say which bundle to install, such as dist/clientguard, or --remove}
prefix=${2:-$HOME/.local}
share=$prefix/share

if [ "$what" = --remove ]; then
    rm -rf "$prefix/lib/clientguard"
    rm -f "$prefix/bin/clientguard" "$share/applications/clientguard.desktop" \
        "$share/metainfo/org.clientguard.ClientGuard.metainfo.xml" "$share/mime/packages/clientguard-mime.xml" \
        "$share/icons/hicolor/scalable/apps/clientguard.svg" \
        "$share/icons/hicolor/scalable/mimetypes/application-x-clientguard-casebook.svg"
else
    [ -x "$what/clientguard" ] || { echo "There is no bundle in $what: make it with pyinstaller build.spec" >&2; exit 1; }
    mkdir -p "$prefix/bin" "$prefix/lib"
    rm -rf "$prefix/lib/clientguard"
    cp -R "$what" "$prefix/lib/clientguard"
    ln -sf ../lib/clientguard/clientguard "$prefix/bin/clientguard"
    put() { mkdir -p "$(dirname -- "$2")"; cp "$1" "$2"; chmod 644 "$2"; }
    put "$here/clientguard.desktop" "$share/applications/clientguard.desktop"
    put "$here/org.clientguard.ClientGuard.metainfo.xml" "$share/metainfo/org.clientguard.ClientGuard.metainfo.xml"
    put "$here/clientguard-mime.xml" "$share/mime/packages/clientguard-mime.xml"
    put "$here/../icon.svg" "$share/icons/hicolor/scalable/apps/clientguard.svg"
    put "$here/../icon.svg" "$share/icons/hicolor/scalable/mimetypes/application-x-clientguard-casebook.svg"
fi
[ -z "${STAGED:-}" ] || exit 0
# Desktops read these indexes; where the tools are missing there is no such index either.
if command -v update-mime-database >/dev/null 2>&1 && [ -d "$share/mime/packages" ]; then
    update-mime-database "$share/mime"
fi
if command -v update-desktop-database >/dev/null 2>&1 && [ -d "$share/applications" ]; then
    update-desktop-database -q "$share/applications"
fi
