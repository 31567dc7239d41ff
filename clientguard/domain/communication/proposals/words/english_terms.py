"""Words of English that several patterns share: what is given, paid, done; meetings and days."""

from __future__ import annotations

GIVE = (
    "send|forward|mail|e-?mail|give|get|share|upload|post|provide|deliver|supply|return|sign|bring|drop|pass|"
    "fill|complete|hand|fax|attach|resend|submit|put|add|invite|grant|prepare|write|do|make|sort|arrange|have|"
    "pop|whatsapp|text|scan|photograph|pull|dig|finish|approve|chase|organi[sz]e|collect|gather|draft|review|fix|ping|"
    "wetransfer"
)
PAY = "pay|transfer|wire|settle|remit|clear"
WORK = (
    "add|change|update|fix|make|create|build|move|remove|delete|replace|put|set up|set|redo|correct|repair|"
    "mend|check|look at|look into|have a look|take a look|adapt|adjust|rename|swap|translate|design|draw|"
    "write|rewrite|publish|post|upload|install|send|resend|provide|prepare|include|take (?:down|off|out|away)|"
    "turn|switch|connect|link|test|increase|reduce|resize|print|finish|deliver|do|edit|draft|migrate|back up|"
    "restore|renew|hide|show|use|bring back|get rid|kill|drop|merge|convert|export|import|reset|clean|"
    "speed up|sort|try|give|order|crop|bump|align|share|run (?:me|us|off)"
)
MEETING = (
    r"(?:meetings?|appointments?|calls?|sessions?|workshops?|reviews?|visits?|lunch|coffee|kick-?off|catch-?up|"
    r"slots?|get-?together|zoom|teams|stand-?up|interview|presentation|demo|walk-?through|training|"
    r"consultation|lessons?|meet)"
)
DAY = (
    r"(?:today|tomorrow|tonight|this (?:morning|afternoon|evening|week)|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)days?|(?:mon|tue|tues|wed|thu|thurs|fri|sat|sun)\b|the \d+(?:st|nd|rd|th)|\d+(?:st|nd|rd|th)|"
    r"\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)|\d{1,2}[:.]\d\d|(?:at|to|till|until) \d{1,2}\b)"
)
SOON = r"(?:still |also |just |only |now |really |urgently |first |then |therefore |currently )*"
