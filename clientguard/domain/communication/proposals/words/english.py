"""English, as clients and consultants write it: formal, hurried, and as a second language."""

from __future__ import annotations

from clientguard.domain.communication.proposals.words.english_answering import ANSWERING
from clientguard.domain.communication.proposals.words.english_asking import ASKING
from clientguard.domain.communication.proposals.words.english_doing import DOING
from clientguard.domain.communication.proposals.words.english_meeting import MEETINGS
from clientguard.domain.communication.proposals.words.table import words

ENGLISH = words(
    "the and you to is of for in it on we i that have with are be this can will your our not please thanks me ok yes no"
    " need your done sorry at but when could would from pls just hi still what which do does who i'll it's attached",
    **ASKING,
    **ANSWERING,
    **DOING,
    **MEETINGS,
)
