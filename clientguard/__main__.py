"""`clientguard`: nothing, a casebook file or `--demo` opens the window, anything else goes to the command line."""

from __future__ import annotations

import os
import sys

COMMANDS = (
    "add",
    "ageing",
    "allocate",
    "anchor",
    "assign",
    "attach",
    "backup",
    "bundle",
    "calendar",
    "check",
    "clauses",
    "contract",
    "correct",
    "credit",
    "decide",
    "dispute",
    "document",
    "erase",
    "evidence",
    "export",
    "file",
    "hold",
    "import",
    "interest",
    "journal",
    "ladder",
    "letter",
    "list",
    "merge",
    "new",
    "offboard",
    "own",
    "passphrase",
    "promise",
    "proposals",
    "prospect",
    "prove",
    "recovery",
    "redact",
    "remove",
    "replace",
    "report",
    "restore",
    "resume",
    "salvage",
    "search",
    "set",
    "signs",
    "source",
    "stop",
    "survey",
    "terms",
    "today",
    "touch",
    "triage",
    "verify",
    "waiting",
    "worth",
    "write-off",
)


def main() -> int:
    """Run the program and return its exit status."""
    words = sys.argv[1:]
    if words == ["--read-files"]:  # a helper of another start, which reads files for it
        from clientguard.exchange.showing.helper import serve

        return serve()
    language, rest = _language(words)
    if language is None or not _for_the_window(rest):
        return _command(words, language or "")
    import gc

    gc.disable()  # until the first window stands: `app` switches it on again
    try:
        from clientguard.ui.app.app import start
    except ImportError as error:
        return _refused(error, language)
    return start(rest, language)


def _language(words: list[str]) -> tuple[str | None, list[str]]:
    """Return the language named by `--lang` before any command, "" without one, and the other words.

    None is one that the program does not speak: the command line says so. After a command, `--lang` is the command's.
    """
    from clientguard.texts import LANGUAGES

    for place, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name == "--lang":
            named = value if equals else words[place + 1] if place + 1 < len(words) else ""
            return named if named in LANGUAGES else None, words[:place] + words[place + (1 if equals else 2) :]
        if not word.startswith("-") and (place == 0 or words[place - 1] not in ("--casebook", "--screenshot")):
            break
    return "", words


def _refused(error: ImportError, language: str) -> int:
    """Say which library of the system is missing; any other failed import is a bug, and goes on as one."""
    from clientguard import libraries, paths, texts
    from clientguard.settings import Settings

    known = libraries.refusal(str(error))
    if known is None:
        raise error
    texts.use(language or Settings.load(paths.config_dir()).language)
    libraries.tell(texts.current().error(known))
    return libraries.STATUS


def _for_the_window(words: list[str]) -> bool:
    """Return whether the window opens: for nothing, one existing file, or `--demo`; maybe with a picture of it.

    Anything else goes to the command line, which carries it out or says what is wrong with it.
    """
    files: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "--screenshot":
            if next(rest, None) is None:
                return False
        elif word.startswith("-"):
            if word != "--demo":
                return False
        else:
            files.append(word)
    if "--demo" in words:
        return not files
    return not files or (len(files) == 1 and files[0] not in COMMANDS and _is_file(files[0]))


def _is_file(name: str) -> bool:
    return os.path.isfile(name)  # noqa: PTH113 - pathlib's raises where a folder may not be read


def _command(words: list[str], language: str) -> int:
    """Run a command in a language, else in that of the settings.

    Ctrl+C while it is loaded ends it at once; once it has ended, it is too late for that.
    """
    import signal

    signal.signal(signal.SIGINT, _leave)
    from clientguard import paths, texts
    from clientguard.settings import Settings

    texts.use(language or Settings.load(paths.config_dir()).language)  # before the help of commands is made
    from clientguard.cli import run

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what holds before and after the command's own handler
    return run(words)


def _leave(number: int, _frame: object) -> None:
    # Not an exception: Python ends by the signal if one is raised in certain places, whatever becomes of it.
    os.write(2, b"Interrupted. Nothing was changed.\n")
    os._exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
