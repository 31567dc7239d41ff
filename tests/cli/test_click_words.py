"""What click says by itself is in the language of the command line: headings, options, and what is wrong."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from clientguard.cli.usage.click_words import SEVERAL, SINGLE
from clientguard.texts import LANGUAGES
from tests.cli.conftest import ROOT

HELP = {"th": "แสดงข้อความนี้แล้วจบการทำงาน", "ms": "Paparkan mesej ini", "fy": "Dit berjocht sjen litte"}
WRONG = {  # what is typed, and what the answer has in each language
    ("list", "client", "--nope"): {"th": "ไม่มีตัวเลือก '--nope'", "ms": "Pilihan '--nope'", "fy": "De opsje '--nope'"},
    ("list", "clent"): {"th": "ไม่ใช่ค่าใดใน", "ms": "bukan salah satu daripada", "fy": "is net ien fan"},
    ("remove", "x"): {"th": "'x' ไม่ใช่จำนวนที่ถูกต้อง", "ms": "'x' bukan nombor", "fy": "'x' is gjin jildich"},
    ("today", "now"): {"th": "เกินมา (now)", "ms": "berlebihan (now)", "fy": "te folle (now)"},
    ("add",): {"th": "ขาดอาร์กิวเมนต์ 'KIND'", "ms": "Argumen tiada: 'KIND'", "fy": "Dit argumint ûntbrekt: 'KIND'"},
    ("list", "client", "--casebook"): {"th": "ต้องมีอาร์กิวเมนต์", "ms": "memerlukan", "fy": "freget in argumint"},
    ("offboard", "stat"): {"th": "ไม่มีคำสั่ง 'stat'", "ms": "Arahan 'stat' tidak wujud", "fy": "It kommando 'stat'"},
}  # fmt: skip
ENGLISH = re.compile(
    r"\b(Usage|Options|Commands|Error|Try|Missing|Invalid|No such|Show|and exit|Choose|requires|is not)\b"
)


def said(home: Path, *words: str, **environment: str) -> str:
    """Return what the program says to words, on either stream."""
    ended = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "clientguard", *words],
        cwd=ROOT,
        env={**os.environ, "CLIENTGUARD_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return ended.stdout + ended.stderr


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_help_has_no_english_word_of_clicks(tmp_path: Path, language: str):
    for words in (("--help",), ("add", "--help"), ("offboard", "--help")):
        found = said(tmp_path, "--lang", language, *words, LANG="C", LANGUAGE="")
        assert HELP[language] in found
        assert ENGLISH.findall(found) == []


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_what_is_wrong_with_a_command_line_is_said_in_its_language(tmp_path: Path, language: str):
    for words, wanted in WRONG.items():
        found = said(tmp_path, "--lang", language, *words, LANG="C", LANGUAGE="")
        assert wanted[language] in found, words
        assert ENGLISH.findall(found) == [], words


def test_the_language_is_that_of_the_program_not_of_the_computer(tmp_path: Path):
    assert "Show this message and exit." in said(tmp_path, "--help", LANGUAGE="th", LANG="th_TH.UTF-8")
    assert HELP["fy"] in said(tmp_path, "--lang", "fy", "--help", LANGUAGE="th", LANG="th_TH.UTF-8")


def test_a_new_release_of_click_that_says_something_else_is_noticed():
    """Every message that is listed is one that click asks for, word by word."""
    asked: set[str | tuple[str, ...]] = set()
    for file in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                words = [each.value for each in node.args if isinstance(each, ast.Constant)]
                asked.add(words[0] if node.func.id == "_" and words else tuple(words[:2]))
    asked |= {"required"}  # click gives it as a variable
    assert {str(each) for each in SINGLE} - asked == set()
    assert {(each.text, each.many) for each in SEVERAL} - asked == set()
