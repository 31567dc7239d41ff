"""The check of a contract: what its words say of the twelve clauses, and what the user confirmed (P7.5)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from clientguard.actions.records.editing import put_record
from clientguard.actions.rules.judgement.clauses import COPIED
from clientguard.domain.changed import Changed
from clientguard.domain.contracts.words import notice
from clientguard.domain.judgement.clauses.check import CheckedClause, check_clauses
from clientguard.domain.money.amount import Money
from clientguard.domain.records import Clause, Contract
from clientguard.domain.records.kinds.beginning import NOT_STATED, STATED
from clientguard.domain.wording import N_, Said, said
from clientguard.exchange.showing.file_text import shape
from clientguard.exchange.showing.helper import Helper
from clientguard.store.casebook.open_casebook import Casebook
from clientguard.store.file.sqlite import UnreadableError
from clientguard.store.journal import blobs
from clientguard.store.records.lookup import get_record
from clientguard.store.records.write_path import Write
from clientguard.store.views.judgement.clauses import ContractFile, clauses_of, contract_files

_WORDS = {  # the fields whose text is what the contract says
    "payment_date": "payment_terms",
    "late_interest": "late_clause",
    "contact_hours": "contact_hours",
    **COPIED,
}
_FIGURES = {"revision_limit": "revision_limit", "response_times": "response_days"}
_LINE = N_("{field}: {value}")


@dataclass(frozen=True, slots=True)
class ContractCheck:
    """A contract, its twelve clauses in their order, and the names of the files that were read for them."""

    contract: Contract
    clauses: tuple[CheckedClause, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClauseAnswer:
    """The user's answer about a clause: it stands in the contract with this passage, or, without one, is not stated."""

    key: str
    passage: str = ""


def _never() -> bool:
    return False


def check_contract(
    book: Casebook, contract: int, say: Callable[[Said], str], cancelled: Callable[[], bool] = _never
) -> ContractCheck:
    """Return what a contract says of the twelve clauses; nothing is written. `say` words what its own figures say.

    Files whose words are not known yet are read in a helper process. Raises Cancelled, and KnownError if there is no
    such contract or no helper can be started.
    """
    with book.read() as db:
        found = get_record(db, Contract, contract)
        files, confirmed = contract_files(db, contract), clauses_of(db, contract)
    read: list[tuple[str, str]] = []
    with Helper(cancelled) as helper:
        for each in files:
            text = each.words if each.words is not None else _read(book, helper, each)
            if text.strip():
                read.append((each.name, text))
    text = "\n\n".join([*(words for _name, words in read), found.scope, found.exclusions])
    clauses = check_clauses(text, _own_words(found, say), confirmed)
    return ContractCheck(found, clauses, tuple(name for name, _words in read))


def confirm_clauses(book: Casebook, contract: int, answers: Sequence[ClauseAnswer], on: date) -> Changed:
    """Record the user's answers about clauses of a contract, in one transaction; an earlier answer is changed.

    The passages on suspension and handover are copied into the contract's own fields while these are empty and the
    contract can still be changed. NotValidError with nothing written if a key is unknown, KnownError if it is gone.
    """

    def work(write: Write) -> Changed:
        found = write.get(Contract, contract)
        before = {each.key: each for each in clauses_of(write.db, contract)}
        for each in answers:
            put_record(write, _answered(before.get(each.key), found, each, on))
        return write.changed()

    return book.write(work)


def _answered(before: Clause | None, contract: Contract, answer: ClauseAnswer, on: date) -> Clause:
    clause = before or Clause(client=contract.client, contract=contract.id, key=answer.key)
    passage = answer.passage.strip()
    return dataclasses.replace(clause, state=STATED if passage else NOT_STATED, passage=passage, confirmed_on=on)


def _own_words(contract: Contract, say: Callable[[Said], str]) -> dict[str, str]:
    """Return by key what the contract's own fields say: text as it stands there, a figure with its field's name."""
    found = {key: getattr(contract, name) for key, name in _WORDS.items()}
    shown: dict[str, tuple[str, object]] = {key: (name, getattr(contract, name)) for key, name in _FIGURES.items()}
    if contract.deposit is not None:
        shown["deposit"] = ("deposit", Money(contract.deposit, contract.currency))
    if contract.agreed.count:
        shown["notice"] = ("notice_count", notice(contract.agreed))
    for key, (name, value) in shown.items():
        if value is not None:
            found[key] = say(said(_LINE, field=said(contract.kind.field(name).label), value=value))
    return found


def _read(book: Casebook, helper: Helper, file: ContractFile) -> str:
    try:
        with book.read() as db:
            data = blobs.get_blob(db, file.digest)
    except (KeyError, UnreadableError):  # what is damaged in the casebook is said by its check
        return ""
    if shape(file.name, file.media_type, data) in ("", "picture"):
        return ""
    return helper.read(file.name, file.media_type, data).text
