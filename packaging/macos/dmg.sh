#!/bin/sh
# Makes an image with the program for macOS, on macOS: packaging/macos/dmg.sh. `pyinstaller build.spec` comes first.
# With IDENTITY (a Developer ID) the program is signed; with PROFILE as well (of notarytool) it is sent to be notarised.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
app=$here/dist/ClientGuard.app
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$here/clientguard/__init__.py")
image=$here/dist/ClientGuard-$version.dmg
[ -d "$app" ] || { echo "There is no $app: build it with pyinstaller build.spec, on macOS." >&2 && exit 1; }
[ -z "${IDENTITY:-}" ] || codesign --force --deep --options runtime --timestamp --sign "$IDENTITY" "$app"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$app" "$work"
ln -s /Applications "$work/Applications"
hdiutil create -volname ClientGuard -srcfolder "$work" -format UDZO -ov "$image"
if [ -n "${IDENTITY:-}" ] && [ -n "${PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$PROFILE" --wait
    xcrun stapler staple "$image"
fi
echo "$image"
