; The installer for Windows: for one user, without an administrator. packaging/windows/installer.py compiles it.
; It removes exactly the files that it brought: other files in its folder, casebooks and settings stay.
;
; In: BUNDLE, the folder that PyInstaller made; REMOVAL, a file that deletes what is in it; ICON; LICENCE; VERSION;
; SIZE in KiB; OUT.

Target amd64-unicode
Unicode true
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma
!include MUI2.nsh
!include FileFunc.nsh

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\ClientGuard"

Name "ClientGuard"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\ClientGuard"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
!define TYPE "ClientGuard.casebook"
!define PROGRAM "$INSTDIR\clientguard.exe"
!define CHANGED 0x08000000 ; SHCNE_ASSOCCHANGED: Explorer reads again what opens which file

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "ClientGuard"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "ClientGuard setup"
VIAddVersionKey "LegalCopyright" "MIT licence"

LangString RUNNING ${LANG_ENGLISH} "ClientGuard is running. Close its window, then try again. Nothing has been changed."
LangString OLDER ${LANG_ENGLISH} "The installed version could not be removed. Nothing of the new one has been installed."
LangString CASEBOOK ${LANG_ENGLISH} "ClientGuard casebook"

; Windows lets nobody write to a program that is running. In a silent run the status is 2.
!macro WaitUntilClosed un
Function ${un}WaitUntilClosed
  again:
    IfFileExists "${PROGRAM}" 0 closed
    ClearErrors
    FileOpen $0 "${PROGRAM}" a
    IfErrors running
    FileClose $0
    Goto closed
  running:
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDRETRY again
    SetErrorLevel 2
    Quit
  closed:
FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

Section
  Call WaitUntilClosed
  ; A version that is there goes first, by its own list of files.
  IfFileExists "$INSTDIR\uninstall.exe" 0 fresh
    ExecWait '"$INSTDIR\uninstall.exe" /S _?=$INSTDIR' $0
    IntCmp $0 0 fresh
    MessageBox MB_OK|MB_ICONSTOP "$(OLDER)" /SD IDOK
    SetErrorLevel 2
    Quit
  fresh:
  SetOutPath "$INSTDIR"
  File /r "${BUNDLE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\ClientGuard.lnk" "${PROGRAM}"

  WriteRegStr HKCU "Software\Classes\${TYPE}" "" "$(CASEBOOK)"
  WriteRegStr HKCU "Software\Classes\${TYPE}\DefaultIcon" "" "${PROGRAM},0"
  WriteRegStr HKCU "Software\Classes\${TYPE}\shell\open\command" "" '"${PROGRAM}" "%1"'
  WriteRegStr HKCU "Software\Classes\.casebook\OpenWithProgids" "${TYPE}" ""
  ReadRegStr $0 HKCU "Software\Classes\.casebook" ""
  StrCmp $0 "" 0 +2 ; what the user chose stays
    WriteRegStr HKCU "Software\Classes\.casebook" "" "${TYPE}"

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "ClientGuard"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "${PROGRAM},0"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "ClientGuard contributors"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i ${CHANGED}, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  Call un.WaitUntilClosed
  !include "${REMOVAL}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; only when nothing else is in it
  Delete "$SMPROGRAMS\ClientGuard.lnk"
  ReadRegStr $0 HKCU "Software\Classes\.casebook" ""
  StrCmp $0 "${TYPE}" 0 +2
    DeleteRegValue HKCU "Software\Classes\.casebook" ""
  DeleteRegValue HKCU "Software\Classes\.casebook\OpenWithProgids" "${TYPE}"
  DeleteRegKey /ifempty HKCU "Software\Classes\.casebook\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "Software\Classes\.casebook"
  DeleteRegKey HKCU "Software\Classes\${TYPE}"
  DeleteRegKey HKCU "${UNINSTALL}"
  System::Call 'shell32::SHChangeNotify(i ${CHANGED}, i 0, p 0, p 0)'
SectionEnd
