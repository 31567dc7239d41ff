"""What is said beside a working of late interest: the method, what was left out, and what to look at oneself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from clientguard.domain.money.amount import Money
from clientguard.domain.money.interest.facts import Debt, PartPayment, base_name
from clientguard.domain.money.interest.regimes import CONTRACT, Regime
from clientguard.domain.money.interest.running import Run
from clientguard.domain.wording import N_, Said, said

ROUNDING = N_("Rounded once, at the end; a calculator that rounds each day or line may differ by pennies.")
DUE_DAYS = N_("A due date counts as it stands, also on a weekend or a public holiday.")
NOT_ADVICE = N_("This is a calculation, not legal advice.")


def no_right(debt: Debt) -> Said:
    """Return the sentence for a debt on which the law gives no interest."""
    if debt.regime == CONTRACT:
        return said(N_("The contract names no rate of interest."))
    if debt.debtor == "consumer":
        return said(
            N_("This law gives no interest on late payment by a consumer; the contract's clause decides, or a court.")
        )
    return said(
        N_("No general right to interest on a late invoice was found; the contract's clause decides, or a court.")
    )


def method(rules: Regime) -> Said:
    """Return how interest is counted, in one sentence."""
    if not rules.right:
        return said(N_("No interest is counted."))
    values = {"points": f"{rules.points.normalize():f}", "base": base_name(rules.base)}
    if not rules.base:
        return said(N_("{points} % a year, fixed. Simple interest; every year counts 365 days."), **values)
    if rules.per_debt:
        key = N_(
            "{points} points above the rate of the first day ({base}), which is fixed for this debt. Simple interest; "
            "every year counts 365 days."
        )
    elif rules.compound and rules.points:
        key = N_(
            "{points} points above a rate that changes half-yearly ({base}). Each year's unpaid interest joins the "
            "debt; every year counts 365 days."
        )
    elif rules.compound:
        key = N_(
            "A rate that changes half-yearly ({base}). Each year's unpaid interest joins the debt; every year counts "
            "365 days."
        )
    elif rules.points:
        key = N_(
            "{points} points above a rate that changes half-yearly ({base}). Simple interest; every year counts 365 "
            "days."
        )
    else:
        key = N_("The rate of each day ({base}). Simple interest; every year counts 365 days.")
    return said(key, **values)


def late(debt: Debt, rules: Regime, found: Run, scale: int) -> tuple[Said, ...]:
    """Return what to know about a working that has lines."""
    return tuple(_late(debt, rules, found, scale))


def ignored(payments: Iterable[PartPayment], on: date) -> tuple[Said, ...]:
    """Return a remark if payments arrived after the day up to which interest is counted."""
    if all(each.on <= on for each in payments):
        return ()
    return (said(N_("Payments after {day} are not counted."), day=on),)


def not_late(first: date | None, on: date) -> tuple[Said, ...]:
    """Return what to know where nothing has built up."""
    return (said(N_("On {day} no interest has built up yet."), day=on),) if first else ()


def per_cent(rate: Decimal) -> str:
    """Return a rate with at least two decimals."""
    places = max(2, -int(rate.normalize().as_tuple().exponent)) if rate else 2
    return f"{rate:.{places}f}"


def _late(debt: Debt, rules: Regime, found: Run, scale: int) -> Iterator[Said]:
    if any(each.paid for each in found.spans):
        if found.account.interest_first:
            yield said(
                N_(
                    "Payments count for costs, then interest, then principal, from the day after they arrived; the "
                    "fixed sum is left out of that."
                )
            )
        else:
            yield said(N_("Payments count for the principal first, from the day after they arrived."))
    if found.account.over:
        yield said(N_("More was paid than was owed."))
    if debt.rate is not None and rules.name != CONTRACT:
        yield said(N_("The contract's own rate is used instead of the one by law."))
    if debt.rate is not None and not rules.keeps_fixed:
        yield said(
            N_("It takes the law's place only if it is a substantial remedy; if so, there is no fixed sum either.")
        )
    if rules.cap is not None and debt.rate is not None and debt.rate > rules.cap:
        yield said(N_("The law allows {cap} % a year at most for agreed interest."), cap=rules.cap)
    if rules.fixed and debt.currency != rules.fixed_currency:
        yield said(
            N_("The law's fixed sum is in {currency}, so it is not added to a debt in another currency."),
            currency=rules.fixed_currency,
        )
    if rules.cost_scale and debt.currency == rules.fixed_currency and debt.principal:
        yield said(
            N_("If collecting needed real work, the decree's scale gives {amount} in place of the fixed sum."),
            amount=Money(scale, debt.currency),
        )
    if rules.name == "uk" and debt.rate is None and debt.performed and debt.performed > debt.due:
        yield said(
            N_(
                "The work was finished on {day}, after the due date: if it was to be paid in advance, section 11 of the"
                " Act gives another first day, which is not worked out here."
            ),
            day=debt.performed,
        )
    if rules.base == "uk-bank-rate" and debt.rate is not None:
        yield said(N_("Bank Rate is taken as it stood before each half-year, not as it changed within it."))
