#!/bin/sh
# Tries the installer under Wine with a stand-in for the program: install, again over it, while it runs, remove.
# Needs nsis, wine and a .venv. It shows that the script is right, not that the program runs on Windows.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
work=$(mktemp -d)
export WINEPREFIX="$work/prefix" WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml='
running=''
trap '[ -z "$running" ] || kill "$running" 2>/dev/null || true; wineserver -k 2>/dev/null || true; rm -rf "$work"' EXIT
ok() { echo "ok: $1"; }
fail() { echo "FAILED: $1" >&2 && exit 1; }

# The stand-in runs, silently, until it is told to end; at most a minute.
payload=$work/payload
mkdir -p "$payload/_internal/data"
cat >"$work/stand-in.nsi" <<'NSI'
Target amd64-unicode
RequestExecutionLevel user
SilentInstall silent
Section
  FileOpen $0 "$PROFILE\stand-in-runs" w
  FileClose $0
  StrCpy $1 0
  again:
    IfFileExists "$PROFILE\stand-in-ends" ended
    Sleep 200
    IntOp $1 $1 + 1
    IntCmp $1 300 ended again ended
  ended:
SectionEnd
NSI
makensis -V1 "-XOutFile $payload/clientguard.exe" "$work/stand-in.nsi" >/dev/null
echo one >"$payload/_internal/data/a b.txt"
echo two >"$payload/_internal/gone in the next version.txt"
"$here/.venv/bin/python" "$here/packaging/windows/installer.py" "$payload" --out "$work/first" >/dev/null
rm "$payload/_internal/gone in the next version.txt"
"$here/.venv/bin/python" "$here/packaging/windows/installer.py" "$payload" --out "$work/second" >/dev/null

wineboot -i >/dev/null 2>&1
home=$(find "$WINEPREFIX/drive_c/users" -maxdepth 1 -mindepth 1 -type d ! -name Public | head -n 1)
place=$home/AppData/Local/Programs/ClientGuard
class='HKCU\Software\Classes'

wine "$work"/first/*.exe /S || fail 'install'
[ -f "$place/clientguard.exe" ] && [ -f "$place/_internal/data/a b.txt" ] || fail 'the files are in place'
wine reg query "$class\\ClientGuard.casebook\\shell\\open\\command" 2>/dev/null | grep -q 'clientguard.exe' || fail 'the type of *.casebook'
wine reg query 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\ClientGuard' >/dev/null 2>&1 || fail 'the entry that removes it'
ok 'installs for one user, with the type of *.casebook and an entry that removes it'

echo mine >"$place/_internal/data/mine.txt"
wine "$place/clientguard.exe" &
running=$!
tries=0
until [ -e "$home/stand-in-runs" ]; do
    tries=$((tries + 1)) && [ $tries -lt 100 ] || fail 'the stand-in starts'
    sleep 0.2
done
status=0 && wine "$work"/second/*.exe /S || status=$?
[ "$status" = 2 ] || fail "a running program is noticed (status $status)"
[ -f "$place/_internal/gone in the next version.txt" ] || fail 'nothing changes while it runs'
ok 'changes nothing while the program runs, and ends with 2'
touch "$home/stand-in-ends"
wait "$running" || fail 'the stand-in ends'
running=''

wine "$work"/second/*.exe /S || fail 'install over an older version'
[ ! -e "$place/_internal/gone in the next version.txt" ] || fail 'what the new version does not bring is gone'
[ -f "$place/_internal/data/mine.txt" ] || fail 'a stranger file stays at an update'
ok 'replaces an older version, and leaves what it did not bring'

wine "$place/uninstall.exe" /S _?="$(winepath -w "$place" 2>/dev/null | tr -d '\r')" || fail 'remove'
[ "$(find "$place" -type f ! -name uninstall.exe)" = "$place/_internal/data/mine.txt" ] || fail "removes only its own: $(find "$place" -type f)"
if wine reg query "$class\\ClientGuard.casebook" >/dev/null 2>&1; then fail 'the type goes'; fi
if wine reg query 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\ClientGuard' >/dev/null 2>&1; then fail 'the entry goes'; fi
ok 'removes all that it brought, and nothing else'
