; Setup of MTTQ Desktop for Windows 10 (1809) and 11, 64-bit.
;   setup.exe [/S] [/ALLUSERS] [/NODESKTOP] [/D=folder]      (/D= last and without quotes)
; Ends with 0 done, 1 given up by the person, 3 too old a Windows, 4 /ALLUSERS without admin rights, 5 the program is running.
; Data never lies in the program's folder, and nothing here touches it.

Unicode true
!ifdef STUB
  Target ${STUB}
!endif
ManifestDPIAware true
ManifestSupportedOS all
RequestExecutionLevel user
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 32
!endif
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh

!define TITLE "MTTQ Desktop"
!define FOLDER "MTTQ Desktop"
!define PROGRAM "mttq-desktop.exe"
!define PROGID "MTTQDesktop.Package"
!define VERB "MTTQDesktop"
!define RUNNING "Local\MTTQDesktopRunning"
!define OLDEST 17763
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\MTTQDesktop"
!define DATA_FOLDER "$LOCALAPPDATA\mttq-desktop"

Name "${TITLE}"
OutFile "${OUTFILE}"
BrandingText "${TITLE} ${VERSION}"
InstallDir ""
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=1066 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=1066 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1066 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1066 "FileDescription" "Bộ cài ${TITLE}"
VIAddVersionKey /LANG=1066 "CompanyName" "${TITLE}"
VIAddVersionKey /LANG=1066 "LegalCopyright" "${TITLE}"

!ifdef SIGN
  !finalize '${SIGN} "%1"'
  !uninstfinalize '${SIGN} "%1"'
!endif

Var AllUsers

; ── pages ────────────────────────────────────────────────────────────────────
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_HEADERIMAGE
!define MUI_HEADERIMAGE_RIGHT
!define MUI_HEADERIMAGE_BITMAP "${HEAD}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "Cài đặt ${TITLE} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "Chương trình được cài cho tài khoản đang dùng máy, không cần quyền quản trị, không cần mạng.$\r$\n$\r$\nNếu máy đã có bản cũ, bản mới sẽ thay thế; dữ liệu và các bản sao lưu giữ nguyên.$\r$\n$\r$\nHãy đóng ${TITLE} trước khi tiếp tục."
!insertmacro MUI_PAGE_WELCOME
!define MUI_COMPONENTSPAGE_SMALLDESC
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "Đã cài xong ${TITLE}"
!define MUI_FINISHPAGE_TEXT "Mở chương trình bằng biểu tượng ${TITLE} ở màn hình nền hoặc trong menu Bắt đầu.$\r$\n$\r$\nLần đầu mở, chương trình hỏi ba điều: cơ quan, năm làm việc, nơi để dữ liệu."
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_RUN_TEXT "Mở ${TITLE} ngay"
!insertmacro MUI_PAGE_FINISH

!define MUI_UNCONFIRMPAGE_TEXT_TOP "Chương trình sẽ được gỡ khỏi máy. Dữ liệu của cơ quan KHÔNG bị xóa: sổ và các bản sao lưu vẫn ở$\r$\n${DATA_FOLDER} (hoặc nơi đã chọn)."
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGEEX "${LANGUAGES}" "Vietnamese"

; ── what both programs ask ───────────────────────────────────────────────────
; A silent run ends with the code alone; a person is told first.
!macro StopWith CODE WORDS
  ${IfNot} ${Silent}
    MessageBox MB_OK|MB_ICONSTOP "${WORDS}"
  ${EndIf}
  SetErrorLevel ${CODE}
  Quit
!macroend

!macro LookForRunning PREFIX
  Function ${PREFIX}WaitForProgram
    again:
    System::Call 'kernel32::OpenMutexW(i 0x100000, i 0, w "${RUNNING}") p .r0'
    ${If} $0 P<> 0
      System::Call 'kernel32::CloseHandle(p r0)'
      ${If} ${Silent}
        SetErrorLevel 5
        Quit
      ${EndIf}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${TITLE} đang chạy. Hãy đóng chương trình rồi bấm Thử lại." IDRETRY again
      SetErrorLevel 5
      Quit
    ${EndIf}
  FunctionEnd
!macroend
!insertmacro LookForRunning ""
!insertmacro LookForRunning "un."

; Only what a setup of ours has put there, by name: a folder chosen by the person may hold other things.
!macro RemoveProgram
  ClearErrors
  Delete "$INSTDIR\${PROGRAM}"
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    !insertmacro StopWith 5 "Không thay được tệp chương trình: ${TITLE} đang chạy ở một phiên làm việc khác trên máy này."
  ${EndIf}
  Delete "$INSTDIR\mttq-desktop-cli.exe"
  Delete "$INSTDIR\SHA256SUMS"
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\app"
!macroend

!macro TellShell
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

; ── installing ───────────────────────────────────────────────────────────────
Section "Chương trình (bắt buộc)" PROGRAM_FILES
  SectionIn RO
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  SetOverwrite on
  File /r "${PAYLOAD}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0 SW_SHOWNORMAL "" "Chương trình phối hợp của Mặt trận và các tổ chức chính trị - xã hội"

  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${TITLE}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${TITLE}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
SectionEnd

Section "Biểu tượng trên màn hình nền" DESKTOP
  CreateShortcut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0
SectionEnd

; Double click opens a package; a workbook stays Excel's, and gets one more line in its menu.
Section "“Nhập vào ${TITLE}” ở menu của tệp Excel" FILES
  WriteRegStr SHCTX "Software\Classes\${PACKAGE}" "" "${PROGID}"
  WriteRegStr SHCTX "Software\Classes\${PACKAGE}\OpenWithProgids" "${PROGID}" ""
  WriteRegStr SHCTX "Software\Classes\${PROGID}" "" "Gói trao đổi ${TITLE}"
  WriteRegStr SHCTX "Software\Classes\${PROGID}\DefaultIcon" "" "$INSTDIR\${PROGRAM},1"
  WriteRegStr SHCTX "Software\Classes\${PROGID}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  !macro OfferFor SUFFIX
    WriteRegStr SHCTX "Software\Classes\SystemFileAssociations\${SUFFIX}\shell\${VERB}" "" "Nhập vào ${TITLE}"
    WriteRegStr SHCTX "Software\Classes\SystemFileAssociations\${SUFFIX}\shell\${VERB}" "Icon" "$INSTDIR\${PROGRAM},0"
    WriteRegStr SHCTX "Software\Classes\SystemFileAssociations\${SUFFIX}\shell\${VERB}\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  !macroend
  !include "workbooks.nsh"
  !insertmacro TellShell
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${PROGRAM_FILES} "Chương trình với mọi thứ nó cần; không cài thêm gì khác."
  !insertmacro MUI_DESCRIPTION_TEXT ${DESKTOP} "Bấm đúp để mở chương trình."
  !insertmacro MUI_DESCRIPTION_TEXT ${FILES} "Bấm chuột phải vào tệp Excel để nhập; bấm đúp vẫn mở bằng Excel. Gói trao đổi (${PACKAGE}) mở bằng ${TITLE}."
!insertmacro MUI_FUNCTION_DESCRIPTION_END

; ── beginning ────────────────────────────────────────────────────────────────
Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} ${OLDEST}
    !insertmacro StopWith 3 "${TITLE} cần Windows 10 (bản 1809 trở lên) hoặc Windows 11, loại 64-bit. Máy này không cài được."
  ${EndIf}
  SetRegView 64
  StrCpy $AllUsers 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/ALLUSERS" $1
  ${IfNot} ${Errors}
    StrCpy $AllUsers 1
    UserInfo::GetAccountType
    Pop $1
    ${If} $1 != "admin"
      !insertmacro StopWith 4 "Cài cho mọi người dùng (/ALLUSERS) cần quyền quản trị. Hãy chạy bộ cài với quyền quản trị, hoặc bỏ /ALLUSERS."
    ${EndIf}
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
  Call WaitForProgram
  ${If} $INSTDIR == ""
    ReadRegStr $INSTDIR SHCTX "${UNINSTALL_KEY}" "InstallLocation"
  ${EndIf}
  ${If} $INSTDIR == ""
    ${If} $AllUsers = 1
      StrCpy $INSTDIR "$PROGRAMFILES64\${FOLDER}"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${FOLDER}"
    ${EndIf}
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/NODESKTOP" $1
  ${IfNot} ${Errors}
    !insertmacro UnselectSection ${DESKTOP}
  ${EndIf}
FunctionEnd

; ── uninstalling ─────────────────────────────────────────────────────────────
Function un.onInit
  SetRegView 64
  SetShellVarContext current
  ReadRegStr $0 HKLM "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $0 == $INSTDIR
    SetShellVarContext all
    UserInfo::GetAccountType
    Pop $1
    ${If} $1 != "admin"
      !insertmacro StopWith 4 "Chương trình được cài cho mọi người dùng; gỡ cần quyền quản trị."
    ${EndIf}
  ${EndIf}
  Call un.WaitForProgram
FunctionEnd

Section "Uninstall"
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  DeleteRegKey SHCTX "Software\Classes\${PROGID}"
  DeleteRegValue SHCTX "Software\Classes\${PACKAGE}\OpenWithProgids" "${PROGID}"
  ReadRegStr $0 SHCTX "Software\Classes\${PACKAGE}" ""
  ${If} $0 == "${PROGID}"
    DeleteRegKey SHCTX "Software\Classes\${PACKAGE}"
  ${EndIf}
  !macro StopOfferingFor SUFFIX
    DeleteRegKey SHCTX "Software\Classes\SystemFileAssociations\${SUFFIX}\shell\${VERB}"
  !macroend
  !include "no-workbooks.nsh"
  !insertmacro TellShell
SectionEnd
