"""Payment terms in English, the language in which they are stored."""

from __future__ import annotations

from clientguard.domain.money.terms.words.table import HALF, MODIFIED, NEAREST, NEXT, PREVIOUS, Forms, Words

ENGLISH = Words(
    typed={},  # they stand in the grammar
    moves={
        r"next|following": NEXT,
        r"previous|preceding": PREVIOUS,
        r"nearest": NEAREST,
        r"modified": MODIFIED,
        r"half-month": HALF,
    },
    forms=Forms(
        units={
            "days": ("{} day", "{} days"),
            "business days": ("{} business day", "{} business days"),
            "weeks": ("{} week", "{} weeks"),
            "months": ("{} month", "{} months"),
        },
        receipt="on receipt",
        net="net {}",
        end="end of month",
        end_after="end of month + {}",
        ordinal="{}",  # 1st, 2nd: `writing.py`
        next_month="{} of next month",
        the_day="the {}",
        last_day="the last day",
        day_after="{day} after {count}",
        pay_days="pay days {}",
        then=", then {}",
        on_signing="on signing",
        on_delivery="on delivery",
        on_named="on {}",
        after_signing="{} after signing",
        after_delivery="{} after delivery",
        after_named="{count} after {name}",
        rest="rest",
        discount="{percent}/{days} ",
        moved={
            "next": ", next business day",
            "previous": ", previous business day",
            "nearest": ", nearest business day",
            "modified next": ", modified next business day",
            "modified previous": ", modified previous business day",
            "half-month modified next": ", half-month modified next business day",
        },
    ),
    usual=("on receipt", "net 14", "net 30", "end of month", "1st of next month", "50% upfront, rest on delivery"),
)
