@echo off
rem Starts ClientGuard from this folder and sets it up first where that is needed: run --demo
setlocal
where /q py
if errorlevel 1 goto nopython
py -3 -I "%~dp0packaging\bootstrap.py" run
if errorlevel 1 exit /b %errorlevel%
"%~dp0.venv\Scripts\python.exe" -I -m clientguard %*
exit /b %errorlevel%

:nopython
echo ClientGuard needs Python 3.11 to 3.14 with its launcher "py". Install Python, then start this again. 1>&2
exit /b 3
