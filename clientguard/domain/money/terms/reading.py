"""Reading terms by the grammar in `terms.lark`; imported late, since lark takes a tenth of a second to load."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import cast

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from clientguard.domain.money.amount import Money, parse_amount
from clientguard.domain.money.currencies import is_currency
from clientguard.domain.money.terms.business_days import Convention
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
from clientguard.domain.money.terms.unreadable import TermsError, stopped
from clientguard.domain.wording import N_, Said, said

Branch = Tree[Token]
MOST_RULES, MOST_PARTS = 9, 40  # one after the other; longer terms are a mistake
_UNITS: dict[str, Unit] = {"BUSINESS_DAYS": "business days", "WEEKS": "weeks", "MONTHS": "months"}
_LETTERS = re.compile(r"[a-z]{3}", re.IGNORECASE)
_parser = Lark.open_from_package(
    "clientguard.domain.money.terms", "terms.lark", parser="lalr", g_regex_flags=re.IGNORECASE, maybe_placeholders=False
)


def read_terms(text: str) -> Terms:
    """Return the rule in a text; raises TermsError."""
    try:
        tree = _parser.parse(text)
    except UnexpectedInput as error:
        raise stopped(text, _place(error, text), _is_readable) from None
    return _terms(tree)


def _place(error: UnexpectedInput, text: str) -> int:
    """Return where reading stopped: at a character, at a word, or at the end."""
    if isinstance(error, UnexpectedCharacters):
        return error.pos_in_stream
    if isinstance(error, UnexpectedToken) and error.token.type != "$END":
        return error.token.start_pos or 0
    return len(text)


def _is_readable(text: str) -> bool:
    try:
        _terms(_parser.parse(text))
    except (UnexpectedInput, TermsError):
        return False
    return True


def _terms(tree: Branch) -> Terms:
    parts: tuple[Part, ...] = (Part(),)
    convention: Convention | None = None
    discount: Discount | None = None
    for each in tree.children:
        if isinstance(each, Tree):
            parts = _parts(each) if each.data == "parts" else (Part(None, _when(each)),)
        elif each.type == "CONVENTION":
            convention = _convention(each)
        elif each.type == "DISCOUNT":
            discount = _discount(each)
    return Terms(parts, convention, discount)


def _convention(token: Token) -> Convention:
    words = token.lower().replace("following", "next").replace("preceding", "previous").split()
    way = next(each for each in words if each in ("next", "previous", "nearest"))
    if "half-month" in words:
        if way != "next":
            raise TermsError(said(N_("Only the next business day can be half-month modified.")), token.start_pos or 0)
        return "half-month modified next"
    if "modified" in words and way == "nearest":
        raise TermsError(said(N_("The nearest business day cannot be modified.")), token.start_pos or 0)
    return cast("Convention", f"modified {way}" if "modified" in words else way)


def _discount(token: Token) -> Discount | None:
    """Return the discount of `2/10`; none of `0/0`, as accounts write that there is none."""
    percent, days = token.replace("%", "").rstrip(" ,").split("/")
    found = Discount(_decimal(percent), int(days))
    return found if found.percent else None


def _decimal(text: str) -> Decimal:
    return Decimal(text.strip().replace(",", "."))


# --- parts ---


def _parts(tree: Branch) -> tuple[Part, ...]:
    parts: list[Part] = []
    places: list[int] = []
    follows = False
    for each in tree.children:
        if isinstance(each, Token):
            follows = each.type == "THEN_PART"
            continue
        share, *when = cast("list[Branch]", each.children)
        token = _token(share)
        places.append(token.start_pos or 0)
        if len(parts) == MOST_PARTS:
            raise TermsError(said(N_("These terms have too many parts.")), places[-1])
        parts.append(Part(_share(token), _when(when[0]) if when else None, follows))
    if wrong := _wrong(parts):
        raise TermsError(wrong[1], places[wrong[0]])
    return tuple(parts)


def _share(token: Token) -> Decimal | Money | None:
    if token.type == "REST":
        return None
    if token.type == "PERCENT":
        return _decimal(token.lower().replace("percent", "").replace("%", ""))
    found = _LETTERS.search(token)
    code = found[0].upper() if found else ""
    if not is_currency(code):
        raise TermsError(said(N_("“{code}” is not a currency."), code=code), token.start_pos or 0)
    try:
        return Money(parse_amount(str(token), code), code)
    except ValueError:
        told = said(N_("“{text}” is not an amount in {currency}."), text=str(token), currency=code)
        raise TermsError(told, token.start_pos or 0) from None


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


# --- when ---


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
    found = re.match(r"\d+", token)
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
