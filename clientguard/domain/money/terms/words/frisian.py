"""Payment terms in West Frisian. Dutch is read as well, since most contracts of Fryslân are in it."""

from __future__ import annotations

from clientguard.domain.money.terms.words.table import HALF, MODIFIED, NEAREST, NEXT, PREVIOUS, Forms, Words

_NEXT = r"(folgjende|kommende|oare|volgende|komende)"
_MONTH = r"(moanne|maand)"
_OF = r"\s+(fan|van)(\s+(de|[’']e))?"
_INVOICE = (
    r"(((de|[’']e)\s+)?(faktuer|fakturdatum|faktuerdatum|factuur|factuurdatum)"
    r"|datum\s+(fan|van)\s+(de\s+)?(faktuer|factuur))"
)
_WORK_DAY = r"(wurkdei|wurkdagen|werkdag|werkdagen)"

FRISIAN = Words(
    typed={
        "DUE": r"(te\s+)?(beteljen|betelje|betelle|betelling|betalen|betaald|betaling|betaalbaar|voldoen)"
        r"(\s+(moat|moet)\s+(wurde|worden))?",
        "DISCOUNT": r"\d{1,2}([.,]\d{1,2})?\s*(%|persint|procent)\s+(koarting|korting)\s+"
        r"(by\s+betelling\s+|bij\s+betaling\s+)?"
        r"(binnen|yn)\s+\d{1,3}\s+(dei|dagen|dag)(\s*,)?(\s*(oars|anders))?",
        "CONVENTION": rf",?\s*((of|op)\s+)*((de|it)\s+)?(folgjende|kommende|volgende|"
        rf"foarige|vorige|voorgaande|tichtstbye|dichtstbijzijnde)\s+{_WORK_DAY}(\s+(yn|in)\s+(deselde|dezelfde)\s+((heale|halve)\s+)?{_MONTH})?",
        "_THEN": r",?\s*(en\s+)?(dan|dêrnei|daarna|vervolgens)",
        "COMMA": r"en",
        "PERCENT": r"\d{1,3}([.,]\d{1,6})?\s*(persint|procent)",
        "AMOUNT": r"€\s*\d+([.,]\d+)*|\d+([.,]\d+)*\s*€",
        "REST": r"((de|it|het)\s+)?(rest|oare|restant|resterende)",
        "SIGNING": rf"(de\s+)?(ûndertekening|tekenjen|ondertekening|tekenen)"
        rf"({_OF}\s+(it\s+|het\s+)?(kontrakt|contract))?",
        "DELIVERY": r"(de\s+)?(oplevering|levering|ôflevering|aflevering|oplevering|foltôging|afronding)",
        "_ON": r"by|op|mei|bij|met|op\s+syn\s+lêst|uterlik(\s+op)?|uiterlijk(\s+op)?",
        "_THE": r"de|it|het|[’']e",
        "_RECEIPT": rf"(ûntfangst|ontvangst)((\s+(fan|van))?\s+{_INVOICE})?",
        "_UPFRONT": r"(yn\s+)?foarút|foarôf|fuortendaliks|fuortdaliks|daliks|kontant|vooraf|vooruit|"
        r"direct|meteen|onmiddellijk|contant|oanbetelling|aanbetaling",
        "DEPOSIT": r"(oanbetelling|aanbetaling|foarút|foarôf|vooraf|vooruit)(\s+(fan|van))?(?=\s*€?\s*\d)",
        "_NET": r"netto(\s+binnen)?|binnen|yn",
        "_FROM_INVOICE": rf"(nei|na|fan|van|fanôf|vanaf)\s+"
        rf"(((de\s+)?(ûntfangst|ontvangst)(\s+(fan|van))?\s+)?{_INVOICE}|ûntfangst|ontvangst)",
        "_AFTER": r"nei|na|fanôf|vanaf",
        "_EOM": rf"((oan|oant|aan|op)\s+)?((it|het|de|[’']t)\s+)?(ein|einde|eind|lêst)({_OF})?\s+{_MONTH}",
        "_END_OF_NEXT": rf"((oan|aan|op)\s+)?((it|het|de|[’']t)\s+)?(ein|einde|eind|lêst)({_OF})?\s+{_NEXT}\s+{_MONTH}",
        "_OF_MONTH": rf"{_OF[3:]}\s+{_MONTH}",
        "_OF_NEXT_MONTH": rf"({_OF[3:]}\s+)?{_NEXT}\s+{_MONTH}",
        "_LAST_DAY": r"(lêste|laatste)\s+(dei|dag)",
        "_SAME_DAY": rf"(deselde|dezelfde)\s+(dei|dag)({_OF})?\s+{_NEXT}\s+{_MONTH}",
        "_PAY_DAYS": r"(betelldagen|beteldagen|betaaldagen)",
        "_DAY": r"dei|dag",
        "ORDINAL": r"\d{1,2}(e|ste|de)|earste|eerste",
        "DAY_LIST": r"\d{1,2}(e|ste|de)?(?!\d)(\s*(,|-|\/|en)\s*"
        r"\d{1,2}(e|ste|de)?(?!\d|\s*%|[.,]\d|\s*[a-z]{3}|\s*€))*",
        "DAYS": r"dei|dagen|dag",
        "BUSINESS_DAYS": _WORK_DAY,
        "WEEKS": r"wike|wiken|week|weken",
        "MONTHS": r"moanne|moannen|maand|maanden",
    },
    moves={
        r"folgjende|kommende|volgende": NEXT,
        r"foarige|vorige|voorgaande": PREVIOUS,
        r"tichtstbye|dichtstbij": NEAREST,
        r"deselde|dezelfde": MODIFIED,
        r"heale|halve": HALF,
    },
    forms=Forms(
        units={
            "days": ("{} dei", "{} dagen"),
            "business days": ("{} wurkdei", "{} wurkdagen"),
            "weeks": ("{} wike", "{} wiken"),
            "months": ("{} moanne", "{} moannen"),
        },
        receipt="by ûntfangst",
        net="binnen {}",
        end="ein fan ’e moanne",
        end_after="ein fan ’e moanne + {}",
        ordinal="{}e",
        next_month="de {} fan de folgjende moanne",
        the_day="de {}",
        last_day="de lêste dei",
        day_after="de {day} nei {count}",
        pay_days="betelldagen {}",
        then=", dan {}",
        on_signing="by ûndertekening",
        on_delivery="by oplevering",
        on_named="by {}",
        after_signing="{} nei ûndertekening",
        after_delivery="{} nei oplevering",
        after_named="{count} nei {name}",
        rest="de rest",
        discount="{percent}% koarting binnen {days} dagen, oars ",
        moved={
            "next": ", of de folgjende wurkdei",
            "previous": ", of de foarige wurkdei",
            "nearest": ", of de tichtstbye wurkdei",
            "modified next": ", of de folgjende wurkdei yn deselde moanne",
            "modified previous": ", of de foarige wurkdei yn deselde moanne",
            "half-month modified next": ", of de folgjende wurkdei yn deselde heale moanne",
        },
    ),
    usual=(
        "by ûntfangst", "binnen 14 dagen", "binnen 30 dagen", "ein fan ’e moanne", "de 1e fan de folgjende moanne",
        "50% foarút, de rest by oplevering",
    ),
    short=("dei", "dag", "dan", "nei", "fan", "van", "ein", "mei", "bij", "met"),
    signs={"€": "EUR"},
    percent=r"%|persint|procent",
    ends=r"(?![^\W\d_])",
)  # fmt: skip
