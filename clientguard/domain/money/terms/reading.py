"""Reading terms by the grammar in `terms.lark`; imported late, since lark takes a tenth of a second to load."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import cast

from lark import Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from clientguard.domain.money.amount import Money, parse_amount
from clientguard.domain.money.currencies import is_currency
from clientguard.domain.money.terms.business_days import Convention
from clientguard.domain.money.terms.grammar import parser
from clientguard.domain.money.terms.parts import Discount, Event, Part, Terms, When
from clientguard.domain.money.terms.rules import (
    LAST,
    DayAfter,
    DayOfMonth,
    DayOfNextMonth,
    EndOfMonth,
    Net,
    OnReceipt,
    PaymentDays,
    Rule,
    Unit,
)
from clientguard.domain.money.terms.unreadable import PHRASES, Meant, TermsError, stopped
from clientguard.domain.money.terms.words import ENGLISH, words_of
from clientguard.domain.money.terms.words.table import HALF, MODIFIED, NEAREST, NEXT, PREVIOUS
from clientguard.domain.money.terms.writing import written
from clientguard.domain.tongues import latin_digits, tongue
from clientguard.domain.wording import N_, Said, said

Branch = Tree[Token]
MOST_RULES, MOST_PARTS = 9, 40  # one after the other; longer terms are a mistake
_UNITS: dict[str, Unit] = {"BUSINESS_DAYS": "business days", "WEEKS": "weeks", "MONTHS": "months"}
_LETTERS = re.compile(r"(?<![a-z])[a-z]{3}(?![a-z])", re.IGNORECASE)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")


def read_terms(text: str, language: str = "en") -> Terms:
    """Return the rule in a text, in a language or in English; raises TermsError."""
    try:
        return _Reading(language).terms(parser(language).parse(latin_digits(text)))
    except UnexpectedInput as error:
        raise stopped(text, _place(error, text), _meant(language)) from None


def _meant(language: str) -> Meant:
    words = words_of(language)
    own = tuple(written(read_terms(each), language) for each in PHRASES) if words.typed else ()
    one_net = words.forms.net.format(words.forms.units["days"][1]) if words.typed else words.forms.net
    return Meant((*own, *PHRASES), words.usual, one_net, lambda text: _is_readable(text, language))


def _place(error: UnexpectedInput, text: str) -> int:
    """Return where reading stopped: at a character, at a word, or at the end."""
    if isinstance(error, UnexpectedCharacters):
        return error.pos_in_stream
    if isinstance(error, UnexpectedToken) and error.token.type != "$END":
        return error.token.start_pos or 0
    return len(text)


def _is_readable(text: str, language: str) -> bool:
    try:
        _Reading(language).terms(parser(language).parse(text))
    except (UnexpectedInput, TermsError):
        return False
    return True


class _Reading:
    """Makes rules of what the grammar read, by the words and the decimal mark of a language."""

    def __init__(self, language: str) -> None:
        self._words = words_of(language)
        self._mark = tongue(language).mark

    def terms(self, tree: Branch) -> Terms:
        """Return the rule; raises TermsError if it makes no sense."""
        parts: tuple[Part, ...] = (Part(),)
        convention: Convention | None = None
        discount: Discount | None = None
        for each in tree.children:
            if isinstance(each, Tree):
                parts = self._parts(each) if each.data == "parts" else (Part(None, _when(each)),)
            elif each.type == "CONVENTION":
                convention = self._convention(each)
            elif each.type == "DISCOUNT":
                discount = _discount(each)
        return Terms(parts, convention, discount)

    def _convention(self, token: Token) -> Convention:
        moves = (*ENGLISH.moves.items(), *self._words.moves.items())
        meant = {move for pattern, move in moves if re.search(pattern, token, re.IGNORECASE)}
        way = next(each for each in (NEXT, PREVIOUS, NEAREST) if each in meant)
        if HALF in meant:
            if way != NEXT:
                told = said(N_("Only the next business day can be half-month modified."))
                raise TermsError(told, token.start_pos or 0)
            return "half-month modified next"
        if MODIFIED in meant and way == NEAREST:
            raise TermsError(said(N_("The nearest business day cannot be modified.")), token.start_pos or 0)
        return cast("Convention", f"modified {way}" if MODIFIED in meant else way)

    def _parts(self, tree: Branch) -> tuple[Part, ...]:
        parts: list[Part] = []
        places: list[int] = []
        follows = False
        for each in tree.children:
            if isinstance(each, Token):
                follows = each.type == "THEN_PART"
                continue
            first = each.children[0]
            upfront = isinstance(first, Token)  # the word for a deposit
            share, *when = cast("list[Branch]", each.children[1:] if upfront else each.children)
            token = _token(share)
            places.append(token.start_pos or 0)
            if len(parts) == MOST_PARTS:
                raise TermsError(said(N_("These terms have too many parts.")), places[-1])
            due = When((OnReceipt(),)) if upfront else _when(when[0]) if when else None
            parts.append(Part(self._share(token), due, follows))
            follows = False
        if wrong := _wrong(parts):
            raise TermsError(wrong[1], places[wrong[0]])
        return tuple(parts)

    def _share(self, token: Token) -> Decimal | Money | None:
        if token.type == "REST":
            return None
        if token.type == "PERCENT":
            return _decimal(_FIGURE.findall(token)[0])
        code = self._currency(token)
        if not is_currency(code):
            raise TermsError(said(N_("“{code}” is not a currency."), code=code), token.start_pos or 0)
        try:
            return Money(parse_amount(str(token), code, self._mark), code)
        except ValueError:
            told = said(N_("“{text}” is not an amount in {currency}."), text=str(token), currency=code)
            raise TermsError(told, token.start_pos or 0) from None

    def _currency(self, token: Token) -> str:
        if found := _LETTERS.search(token):
            return found[0].upper()
        return next((code for sign, code in self._words.signs.items() if sign in token.upper()), "")


def _discount(token: Token) -> Discount | None:
    """Return the discount of `2/10`; none of `0/0`, as accounts write that there is none."""
    percent, days = _FIGURE.findall(token)
    found = Discount(_decimal(percent), int(days))
    return found if found.percent else None


def _decimal(text: str) -> Decimal:
    return Decimal(text.strip().replace(",", "."))


def _wrong(parts: list[Part]) -> tuple[int, Said] | None:
    """Return the part that makes no sense beside the others, and why; None if they come to the whole amount."""
    for number, part in enumerate(parts):
        if part.share is None and number < len(parts) - 1:
            return number, said(N_("Only the last part can be “rest”."))
        if part.when and not part.follows and any(part.when == other.when for other in parts[:number]):
            return number, said(N_("Two parts are due by the same rule. Write them as one."))
    if len({each.share.currency for each in parts if isinstance(each.share, Money)}) > 1:
        return len(parts) - 1, said(N_("All amounts must be in one currency."))
    total = sum((each.share for each in parts if isinstance(each.share, Decimal)), Decimal(0))
    if parts[-1].share is None and total >= 100:
        return len(parts) - 1, said(
            N_("The percentages come to {percent}%, so nothing is left as “rest”."), percent=total
        )
    if parts[-1].share is not None and total != 100:
        told = N_("The percentages come to {percent}%. They have to come to 100%, or the last part has to be “rest”.")
        return len(parts) - 1, said(told, percent=total)
    return None


def _when(tree: Branch) -> When:
    event: Event | None = None
    rules: list[Rule] = []
    for each in cast("list[Branch]", tree.children):
        if each.data in ("at", "after"):
            *count, found = each.children
            event = _event(cast("Branch", found))
            rules += [_net(cast("list[Token]", count))] if count else []
        elif each.data == "net_eom":
            rules += [_net(cast("list[Token]", each.children)), EndOfMonth()]
        else:
            rules.append(_rule(each))
    if len(rules) > MOST_RULES:
        raise TermsError(said(N_("These terms have too many steps.")), 0)
    return When(tuple(rules), event)


def _event(tree: Branch) -> Event:
    token = _token(tree)
    match token.type:
        case "SIGNING":
            return Event("signing")
        case "DELIVERY":
            return Event("delivery")
        case _:
            return Event("named", " ".join(token[1:-1].split()))


def _rule(tree: Branch) -> Rule:
    tokens = cast("list[Token]", tree.children)
    match tree.data:
        case "receipt":
            return OnReceipt()
        case "net":
            return _net(tokens)
        case "eom" | "eom_after":
            return EndOfMonth(*_count(tokens))
        case "end_next":
            return EndOfMonth(1, "months")
        case "next_month":
            return DayOfNextMonth(_day(tokens[0]))
        case "the_day":
            return DayOfMonth(_day(tokens[0]))
        case "last_day":
            return DayOfMonth(LAST)
        case "day_after":
            return DayAfter(_day(tokens[0]), int(tokens[1]))
        case "pay_days":
            return PaymentDays(_days(tokens[0]))
        case _:  # the same day next month
            return Net(1, "months")


def _net(tokens: list[Token]) -> Net:
    return Net(*_count(tokens))


def _count(tokens: list[Token]) -> tuple[int, Unit]:
    """Return a number and its unit: days, if nothing is said."""
    if not tokens:
        return 0, "days"
    number, *unit = tokens
    return int(number), _UNITS.get(unit[0].type, "days") if unit else "days"


def _day(token: Token) -> int:
    """Return a day of the month; TermsError if no month has it."""
    found = re.search(r"\d+", token)
    day = int(found[0]) if found else 1  # "first"
    if not 1 <= day <= LAST:
        raise TermsError(said(N_("No month has a day {day}."), day=day), token.start_pos or 0)
    return day


def _days(token: Token) -> tuple[int, ...]:
    days = sorted({int(each) for each in re.findall(r"\d+", token)})
    for day in days:
        if not 1 <= day <= LAST:
            raise TermsError(said(N_("No month has a day {day}."), day=day), token.start_pos or 0)
    return tuple(days)


def _token(tree: Branch) -> Token:
    return cast("Token", tree.children[0])
