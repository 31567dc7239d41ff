"""By which words of English each protective clause is known; data only."""

from __future__ import annotations

COUNT = (
    r"(?:\[?\d[\d/.,]*\]?|one|two|three|four|five|six|seven|eight|ten|fourteen|fifteen|twenty|thirty|forty-five|sixty"
    r"|ninety)(?:\s*\(\d+\))?"
)
SPAN = (
    rf"(?:{COUNT}|\[[^\]]{{1,20}}\])['’]?s?\W{{0,4}}"
    r"(?:(?:business|working|calendar|full|clear|consecutive)\s+)?(?:hours?|days?|weeks?|months?)\b"
)
DAY = (
    r"(?:\b(?:on|by|before)\s+(?:the\s+)?(?:first|last|\d{1,2}(?:st|nd|rd|th)?)\s+(?:(?:working|business"
    r"|calendar)\s+)?"
    r"(?:day\s+)?(?:of\s+)?(?:each|every|the|january|february|march|april|may|june|july|august|september|october"
    r"|november|december))"
)
PAY = r"\b(?:pay(?:s|able|ment|ments)?|paid|due|settled?|collected)\b"
BILL = r"\b(?:invoices?|invoiced|fees?|payments?|bills?|balance|amounts?|sums?|them)\b"
UNPAID = (
    r"(?:\b(?:unpaid|overdue|outstanding|past due|late payments?|non-?payment|not (?:been )?paid|in arrears)\b"
    r"|\bfails? to (?:make )?pay|\b(?:payment|invoice)s? (?:is|are|remains?) (?:\w+ )?(?:late|overdue|outstanding)"
    r"|\bpay(?:s|ing)? late\b|\bstop(?:s|ped)? paying\b)"
)
WORK = r"\b(?:work|services?|project|performance|activit(?:y|ies)|deliver(?:y|ies)|access)\b"
CLIENT = r"\b(?:you|clients?|customers?)\b"
SECRET = r"\bconfidential|\btrade secret|\bliabilit|\bindemni"

# By key: rules, the surest first. A rule is what a sentence must say, each part somewhere in it, and what it may not.
RULES: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = {
    "payment_date": (
        ((rf"\bpayment terms?\b.{{0,40}}(?:\bnet\b|{SPAN})|\bnet\s*\[?\d",), ()),
        (
            (PAY, BILL, rf"\b(?:within|in|than|after|have|are|payable)\s+(?:a period of )?{SPAN}"),
            (
                r"\bsuspend",
                r"\bstop\b",
                r"\binterest\b",
                r"\bterminat",
                r"\bdisput",
                r"\bcancel",
                r"\brefund",
                r"\binterrupt",
            ),
        ),
        (
            (
                rf"\b(?:invoices?|fees?|payments?|balance|amounts?)\b.{{0,60}}{PAY}.{{0,40}}(?:{DAY}|\b(?:on|upon)"
                rf" (?:receipt|completion|delivery)\b)",
            ),
            (r"\bdeposit\b", r"\bdown[ -]payment"),
        ),
        ((rf"{PAY}.{{0,40}}{DAY}", r"\b(?:invoiced?s?|fees?|payments?|retainer)\b"), ()),
    ),
    "deposit": (
        (
            (r"\b(?:deposit|down[ -]?payment|booking fee|prepayment|advance payment|upfront (?:fee|payment))\b",),
            (
                r"\bsecurity deposit\b",
                r"\bno deposit\b",
                r"\bdiscount\b",
                r"\b(?:without|any) (?:a )?deposit\b",
                r"\bdeposited\b",
            ),
        ),
        (
            (
                r"(?:\d+\s*%|\b(?:half|third|quarter|part)\b)",
                r"\b(?:in advance|upfront|up front|before (?:I|we|work|the work) "
                r"(?:begins?|starts?|can)|(?:on|upon|at) (?:signing|signature|acceptance))",
            ),
            (),
        ),
        ((r"\bwork (?:begins?|starts?) (?:once|when|after)\b", PAY), ()),
    ),
    "suspension": (
        (
            (rf"\b(?:suspend(?:s|ed)?|suspension|pause[sd]?|stop|halt|interrupt|withhold)\b.{{0,80}}{WORK}", UNPAID),
            (r"\bright to use\b",),
        ),
        (
            (
                r"\b(?:suspend(?:s|ed)?|suspension|pause[sd]?|stop work|halt|interrupt)\b",
                r"\b(?:pa(?:id|y|yment)|invoices?)\b",
                r"\b(?:overdue|late|outstanding|due|until|fails?|not)\b",
            ),
            (r"\bgood cause\b", r"\breasons beyond\b", r"\bdisput"),
        ),
        ((rf"\bno {WORK} (?:is|are|will be|shall be) (?:carried out|done|performed)", UNPAID), ()),
    ),
    "late_interest": (
        (
            (
                r"\b(?:interest|late (?:payment )?(?:fee|charge)s?|statutory (?:interest|compensation)|surcharge)\b",
                rf"(?:{UNPAID}|\blate\b|\bnot paid\b|\bper (?:month|annum)\b|\bbase rate\b)",
            ),
            (
                r"\bconflict of interest",
                r"\blegitimate interest",
                r"\binterests\b",
                r"\bright, title",
                r"\btitle,? (?:and|or) interest",
            ),
        ),
        (
            (
                r"(?:\d\s*%|\bpercent\b|\bper cent\b|%\])",
                r"\b(?:per|a|each|monthly|annual)\b",
                rf"(?:{UNPAID}|\blate\b|\bdue date\b|\boutstanding\b)",
            ),
            (r"\bdeposit\b",),
        ),
    ),
    "revision_limit": (
        (
            (rf"\b{COUNT}\W+(?:\w+\s+){{0,2}}(?:rounds?|revisions?|sets? of (?:changes|revisions))\b",),
            (r"\bunlimited\b",),
        ),
        (
            (
                r"\b(?:revisions?|changes|corrections|amendments|retouching)\b",
                rf"\b(?:limited to|included?|includes|up to|maximum of|at most)\b.{{0,30}}{COUNT}",
                r"\b(?:rounds?|revisions?|times)\b",
            ),
            (),
        ),
        ((r"\bchanges\b.{0,20}\b(?:once|twice|three times)\b",), ()),
    ),
    "response_times": (
        (
            (
                rf"{CLIENT}|\bfeedback\b|\bdocuments\b",
                r"\b(?:respond|responses?|answers?|feedback|reviews?|approv(?:e|es|al)|reach us|repl(?:y|ies)"
                r"|comments?|decisions?)\b",
                rf"\bwithin\b\W{{0,4}}{SPAN}",
            ),
            (
                SECRET,
                r"\binvoices?\b",
                r"\bdisput",
                r"\bnotice\b",
                r"\bterminat",
                r"\bcure\b",
                r"\bremed",
                r"\bbreach",
                r"\bpay(?:ment|able)?\b",
                r"\b(?:provider|consultant|supplier|contractor|we|I) (?:will|shall|must)? ?(?:respond|answer|repl)",
                r"\brequests? for (?:a )?proposal",
            ),
        ),
    ),
    "contact_hours": (
        (
            (
                r"\b(?:office|contact|business|working|support) hours\b|\bavailable (?:on|from|between|monday|mon"
                r"|weekdays|during)\b|\breach (?:us|me)\b|\bI reply\b|\bwe (?:reply|answer)\b|\bhours of",
                r"\b\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|a\.m\.|p\.m\.)?\s*(?:to|and|[-–—]"
                r"|until)\s*\d{1,2}(?:[:.]\d\d)?\b",
                r"\b(?:hours|monday|mon|weekdays?|working days?|business days?|workdays?)\b",
            ),
            (r"\bwithin\b", r"\d\]?\s+(?:business|working) days"),
        ),
        (
            (
                r"\b(?:office|contact|business|working|support|communication) hours\b",
                r"\b(?:monday|mon|weekdays?|weekends?)\b",
            ),
            (),
        ),
        ((r"\b(?:monday|mon)\b.{0,12}\b(?:friday|fri)\b", r"\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|[-–—])"), ()),
    ),
    "scope_change": (
        ((r"\bchange (?:orders?|requests?)\b.{20,}|.{20,}\bchange (?:orders?|requests?)\b",), (r"\bownership\b",)),
        (
            (
                r"\b(?:chang(?:e|es|ing)|additions?|additional|extra|new features?|not (?:listed|included"
                r"|covered)|outside|beyond|out[ -]of[ -]scope)\b",
                r"\b(?:scope|schedule|statement of work|services|work|order|specification|maintenance|estimate)\b",
                r"\b(?:written|writing|quot(?:e|es|ed|ation)|estimates?|approv(?:al|es?|ed)|separate(?:ly)?"
                r"|agree[ds]?)\b",
                r"\b(?:quot(?:e|es|ed|ation)|estimates?|billed|charged|price[ds]?|separate|scope|additional|extra)\b",
            ),
            (
                SECRET,
                r"\bterms? of this agreement\b",
                r"\bsupersedes?\b",
                r"\bpersonal data\b",
                r"\bsubcontract",
                r"\bamend(?:ed|ment)s? to this agreement\b",
                r"\bexpenses\b",
                r"\bwarrant",
                r"\bentire agreement\b",
                r"\badditional terms\b",
            ),
        ),
        ((r"\bquoted separately\b|\bseparate (?:quote|estimate)\b",), ()),
    ),
    "property_on_payment": (
        (
            (
                r"\b(?:copyright|title|ownership|owns?|property|rights?|licen[cs]es?|assigns?|yours)\b",
                r"\b(?:(?:up)?on|after|once|when|until|only|provided|subject to|as soon as|following|has been"
                r"|have been)\b.{0,60}\b(?:(?:full(?:y)?|final|complete)\s+(?:\w+\s+){0,2}"
                r"(?:payment|paid|settled)|payment (?:in full|of (?:all|the|any))|paid (?:in full|for|all)"
                r"|(?:you(?:['’]ve| have)) paid|(?:has|have) been (?:paid|settled)|invoice has been settled)"
                r"|\bupon (?:receipt of )?(?:full |final )?payment\b",
            ),
            (r"\bupon terminat", r"\bsuspend", r"\bpersonal data\b", r"\bliab", r"\brefund"),
        ),
    ),
    "handover": (
        (
            (
                r"\b(?:hand(?:s|ed)?[ -]?(?:over|back)|transfers?|return(?:s|ed)?|deliver(?:s|ed)?|provides?"
                r"|gives?|remove ourselves|transition)\b",
                r"\b(?:terminat(?:e|es|ed|ion)|(?:agreement|contract) ends|part ways|end of (?:the|this)"
                r"|complet(?:e|ion)|expir(?:y|ation|es)|offboarding)\b",
                r"\b(?:access(?: data)?|passwords?|credentials?|accounts?|files|source code|documentation|domain"
                r"|(?:client|customer)(?:['’]s)? (?:data|materials|property|content)"
                r"|materials|work product|deliverables|everything we made)\b",
            ),
            (
                r"\bconfidential information\b",
                r"\bfees?\b",
                r"\binvoice",
                r"\bpersonal data\b",
                r"\bserver access for\b",
                r"\bgoods\b",
            ),
        ),
        (
            (
                r"\bhand(?:s|ed)?[ -]?over\b",
                r"\b(?:documents?|documentation|training|accounts?|access|files|credentials?)\b",
            ),
            (r"\bhandover document template\b", r"\|"),
        ),
    ),
    "notice": (
        (
            (
                r"\b(?:terminat(?:e|es|ed|ion)|end(?:s|ed)?|cancel(?:led|lation)?|renew(?:s|al)?)\b",
                rf"\bnotice\b.{{0,60}}{SPAN}|{SPAN}\W{{0,6}}(?:\w+[\s-]+){{0,4}}notice\b",
            ),
            (r"\bbreach", r"\bcure", r"\bfails?\b", r"\bsuspen", r"\bnotice of (?:the )?claim\b", r"\binsolven"),
        ),
        (
            (r"\b(?:cancellation|termination|non-renewal)\b", rf"\b(?:received|given|least|with)\b.{{0,20}}{SPAN}"),
            (r"\bbreach", r"\bcure", r"\bfee\b", r"\brefund", r"\bsurviv", r"\bconfidential", r"\breturn\b"),
        ),
        ((r"\bnotice period\b", SPAN), (r"\bcure",)),
    ),
    "termination": (
        (
            (
                r"\bterminat(?:e|es|ed|ion)\b|\bwithdraw from\b|\b(?:may|can) end\b",
                r"\b(?:(?:material|serious|substantial)(?:ly)? (?:breach(?:es)?|default)|breach(?:es)?|good cause"
                r"|for cause|insolven|bankrupt|immediate(?:ly)?\b.{0,40}\bif)",
            ),
            (r"\bsurviv", r"\bdata breach", r"\bsecurity incident"),
        ),
    ),
}
