@echo off
rem Runs the tests and sets them up first where that is needed; arguments go to pytest: test -k ladder
setlocal
where /q py
if errorlevel 1 goto nopython
py -3 -I "%~dp0packaging\bootstrap.py" test
if errorlevel 1 exit /b %errorlevel%
cd /d "%~dp0"
".venv\Scripts\python.exe" -m pytest --numprocesses=auto --dist=loadfile %*
exit /b %errorlevel%

:nopython
echo ClientGuard needs Python 3.11 to 3.14 with its launcher "py". Install Python, then start this again. 1>&2
exit /b 3
