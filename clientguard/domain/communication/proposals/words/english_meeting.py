"""English: meetings that are named, missed, called off or moved."""

from __future__ import annotations

from clientguard.domain.communication.proposals.words.english_terms import DAY, MEETING

MEETINGS = {
    "meets": rf"\b(?:{MEETING}|reschedul\w+|where were you|no[- ]?show)\b",
    "missed": rf"""
    \b(?:missed|forgot|forgotten|overlooked|slept through|mixed up|spaced on)\b.{{0,30}}\b(?:our |your |the |today's |
    yesterday's |this morning's )?(?:{MEETING}|today|yesterday|this morning)\b
    \b{MEETING}\b.{{0,40}}\b(?:slipped my mind|completely forgot|forgot|missed|no[- ]?show)\b
    \b(?:waited|waiting|was there|were there|was at|sat|standing|stood|am here|i'm here|
    we're here)\b.{{0,60}}\b(?:nobody|no one|no-one|you (?:did not|didn't|never|were not|weren't)|alone|for you|
    where (?:are|were) you)\b
    \b(?:nobody|no one|no-one|you (?:did not|didn't|never)|he (?:did not|didn't|never)|she (?:did not|didn't|never)|
    they (?:did not|didn't|never)) (?:came|come|showed|show|turn(?:ed)? up|join(?:ed)?|appear(?:ed)?|made it|
    make it)\b
    \b(?:we|you) (?:had|were supposed to|were meant to|agreed|were to|said) (?:an? |to |our )?(?:{MEETING}|meet|
    speak|talk)\b
    \bno[- ]?show\b
    \bwhere (?:are|were) you\b
    \bhad (?:it|this|our|the|you)\b.{{0,40}}\b(?:in my (?:diary|calendar)|down for|in the (?:diary|calendar))\b
    \bwrong (?:day|week|date)\b
    \bcouldn't make it\b|\bdidn't make it\b
    \b(?:overslept|fell asleep)\b
    ^you said (?:at )?(?:\d|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|eleven\b|twelve\b|
    noon\b)
    """,
    "cancelled": rf"""
    \b(?:won't|will not|wont) (?:be able to )?make (?:it|{MEETING}|(?:the |our |today's |
    tomorrow's )?(?:{MEETING}|{DAY}))
    \b(?:cancel|cancelled|canceled|cancelling|call off|called off|calling off|scrap|skip)\b.{{0,40}}\b(?:{MEETING}|
    {DAY}|it)
    \b(?:{MEETING}|{DAY})\b.{{0,30}}\b(?:is|are|has been|have been|must be|needs to be|'s) (?:off|cancelled|
    canceled|called off)\b
    \b(?:can't|cannot|can not|cant|won't be able to|unable to|not able to|not going to|couldn't) (?:make|do|come|
    attend|join|be there)\b(?:(?: it| to)?\s*(?:$|[.,;!]|\b.{{0,20}}(?:{MEETING}|{DAY})))
    \b(?:tomorrow|today|tonight|{DAY}) (?:doesn't|does not|won't|isn't|is not|no longer) (?:work|suit|possible|
    good|going to work)\b
    \bhave to (?:cancel|call off)\b
    \b(?:won't|wont|will not|can't|cant) be (?:there|at|here)\b.{{0,30}}\b(?:today|tonight|
    this (?:morning|afternoon|evening))\b
    \bdeclined this invitation\b
    """,
    "moved": rf"""
    \b(?:can|could|shall) (?:we|you) (?:please )?(?:reschedule|postpone|rearrange)\b
    \b(?:move|push|shift|postpone|reschedule|rearrange|re-?arrange|bring forward|delay|put off|swap|
    change)\b.{{0,40}}\b(?:{MEETING}|{DAY}|it to|us to)
    \b(?:rescheduled?|postponed?|postpone)\b
    \b(?:another|different|new|other) (?:day|time|date|slot)\b
    \b(?:can|could|shall|would) (?:we|you) (?:do|make|say|meet|have)\b.{{0,20}}\b(?:{DAY}|later|earlier|
    instead)\b.{{0,20}}\binstead\b
    \binstead of (?:{DAY})
    """,
    "otherwise": r"""
    \b(?:cancel|cancelled|canceled|cancelling|move|moved|push|postpone|change|skip|scrap|delay|called off|
    call off)\b.{0,25}\b(?:subscriptions?|orders?|contracts?|plan|events?|domains?|hosting|polic(?:y|ies)|
    newsletter|launch|relaunch|payment|transfer|booking|invoice|deadline|page|logo|text|picture|photo|button|fair|
    licen[cs]e|account|print)\b
    \bas planned\b|\b(?:the|our|your|office|house|server|studio) move\b
    \b(?:missed|forgot) (?:your|a|the|my) (?:phone )?calls?\b
    \b(?:forgot|forgotten) (?:to|and|about|that|it)\b(?!.*\b(?:meeting|appointment|today|call)\b)
    """,
}
