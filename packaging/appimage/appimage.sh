#!/bin/sh
# Makes one file that runs on most Linux systems: packaging/appimage/appimage.sh [BUNDLE]. BUNDLE is dist/clientguard
# when not given. Needs appimagetool, which is published by the AppImage project and is in no distribution.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
bundle=${1:-$here/dist/clientguard}
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$here/clientguard/__init__.py")
command -v appimagetool >/dev/null 2>&1 || { echo 'appimagetool is missing: put it on the path.' >&2 && exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
STAGED=yes "$here/packaging/linux/install.sh" "$bundle" "$work/usr"
# What an AppImage has to have in its own folder: the menu entry, its icon, and what is started.
cp "$work/usr/share/applications/clientguard.desktop" "$work/usr/share/icons/hicolor/scalable/apps/clientguard.svg" "$work"
ln -s usr/bin/clientguard "$work/AppRun"
ARCH=$(uname -m) appimagetool "$work" "$here/dist/ClientGuard-$version-$(uname -m).AppImage"
