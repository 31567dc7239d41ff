"""English: what asks for something, and what only sounds like it."""

from __future__ import annotations

from clientguard.domain.communication.proposals.words.english_terms import GIVE, PAY, SOON

ASKING = {
    "asks": rf"""
    \b(?:just )?(?:checking|following|chasing) (?:in|up)\b
    \bit would (?:really |also )?(?:help(?: me| us)?(?: a lot)?|be (?:good|great|helpful|useful)) to (?:have|
    get|know|see)\b
    \bwhat (?:i|we)(?:'m| am|'re| are) (?:after|looking for|missing|still missing)\b
    ^(?:very |most )?(?:grateful|glad|obliged) for (?:your|a|the|any)\b
    ^(?:i )?just need (?!to\b)
    \b(?:could|can|would|will|might|won't|can't|couldn't) (?:you|one of you|someone|somebody|anyone)\b
    \bwould (?:really |also |already )?help\b(?: a lot| me| us)?[.!]*$
    \bmay (?:i|we) (?:please |kindly |just )?(?:have|ask|remind|request|get|receive|know|trouble)\b
    \b(?:please|pls|plz|kindly)\b
    \b(?:i|we)(?:'m| am|'re| are|'d| would|'ve| have| do| will|'ll)? {SOON}(?:need|needing|lack|lacking|require|miss|
    missing|await|awaiting|waiting (?:for|on))\b
    \b(?:is|are|'s) {SOON}(?:missing|outstanding|lacking|needed|wanted|required|awaited)\b
    \b(?:what|all|the only thing|the last thing|one thing|everything) (?:that )?(?:i|we) {SOON}(?:need|lack|miss|
    require|am missing|are missing)
    \b(?:that|this|which|it)(?: only| just)? leaves\b
    \b(?:remains?|left|open|outstanding|missing)(?: is)? (?:on|from|with|at) (?:your|you)\b
    \b(?:let|tell|give|show|send|get|inform|remind|ping|call|ring|drop) (?:me|us)\b
    \b(?:let me have|get back to (?:me|us))\b
    \b(?:grateful|glad|great|good|happy|obliged|helpful|nice|perfect|lovely|ideal|appreciated?|
    useful)\b[^.]{{0,30}}\bif (?:you|we|i) (?:could|can|would|might|had)
    ^if you (?:could|can|would)\b
    \b(?:i|we)(?:'d| would) (?:very much |really |also )?(?:appreciate|be grateful|be glad|welcome)\b
    \b(?:feedback|input|comments?|hints?|help|advice|thoughts?|answers?|reply|confirmation|ok|go-ahead|decision|
    approval|review|votes?)\b[^.]{{0,30}}\b(?:appreciated|welcome|wanted|needed|required|requested|helpful)
    \b(?:i|we)(?:'d| would) (?:like|love|need|want|prefer)(?: to)? (?:have|receive|get|hear|know|see|ask|request|
    your|you to|confirmation|an? (?:answer|decision|ok|yes))\b
    \b(?:i|we) (?:ask|request|urge|invite) you\b
    \b(?:need(?:s|ed)?|due|required|wanted|missing) from (?:you|your)\b
    \b(?:looking|look) for (?:someone|somebody|anyone)\b
    \bjust (?:looking|waiting) for\b
    \b(?:is|are|remains?) still (?:open|to do|to come)\b
    \b(?:deadline|last (?:day|date|chance))\b.{{0,40}}\b(?:is|for (?:your|you))\b
    ^(?:and |then |so |just |also |\d+[.)] |[-*•] )*(?:send|confirm|check|sign|return|tell|choose|pick|decide|
    approve|fill|reply|answer|upload|share|forward|complete|review|give|pay|transfer|advise|reminder|vote|ping)\b
    \b(?:any|some) (?:news|word|update|progress|feedback|thoughts|luck)\b
    \b(?:waiting|hoping) (?:for|to get|to have) (?:your|a|the|an)\b
    """,
    "idle": r"""
    \bhow (?:are|were|was|is|did|has|have) (?:your|life|business|the (?:holidays?|weekend|trip|family|kids|baby|
    weather|move|party|wedding|break|fair|festival))\b.{0,30}$
    \bhow(?:'s| is) (?:it going|things|life)\b
    \bhow (?:are|is|'s) (?:you|things|everything)(?: doing| going| today| all| both| keeping)*\s*[?!]
    ^(?:and |so )?how (?:was|were) (?:the|your|that|it) ?[\w' -]{0,40}\?$
    \bwould it (?:be (?:useful|helpful|of use)|help)(?: to| if (?:i|we))\b
    ^(?:but )?why\?$
    ^if (?!you (?:could|can|would)\b)[^,]{3,60}, (?:please )?(?:ring|call|write|tell|phone|mail|e-?mail|forget|ignore|
    disregard|consider)\b
    \bdid you (?:all )?(?:enjoy|have an? (?:good|nice|great|lovely|pleasant)|get (?:home|back) (?:safe|well|ok))
    \b(?:i |we )?(?:hope|trust) (?:you|all|that|this|your|everything)\b
    \ball (?:well|good) (?:with you|at your end|there)?\?
    ^(?:who knows|who would have|guess what|you know what|remember|what can i say|where does the time go|
    can you (?:believe|imagine)|isn't it|why not|and why not|how hard can|what could (?:possibly )?go wrong|
    is(?:n't)? that not|what do you know)\b
    \bwho (?:doesn't|does not|wouldn't|would not|knows)\b
    , (?:isn't it|aren't they|don't you think|wouldn't you say|doesn't it|eh|no|hm+|huh|is it)\s*\?$
    \b(?:any|further|other|more|have) questions\b
    \blet (?:me|us) know (?:if|should) (?:you|there|anything|the|it|this|that)\b(?! (?:works?|suits?|is ok|is okay|
    is fine|is alright|fits?|agree|are happy|is convenient|are ok|would work|can))
    \b(?:call|ring|phone|text|mail|e-?mail|write|ping|shout|contact|ask|tell|drop)\b.{0,25}\b(?:if (?:you|there|
    anything|needed|not|in doubt)|any ?time|whenever|should you)\b
    \bif (?:you (?:like|want|wish|prefer|would like|have (?:any|more|other)|need (?:anything|help|me|more)|
    get stuck)|anything|there is anything|in doubt)\b
    \b(?:feel free|don't hesitate|do not hesitate|no need|no rush to)\b
    \banything else (?:i can|you need|we can)\b
    \b(?:can|may|could) (?:i|we) (?:help|be of|do anything)\b
    \bplease (?:find|note|see|accept|excuse|bear with|forgive|ignore|disregard|be (?:aware|assured|informed)|do not|
    don't|feel|remember me|give my|say hello|pass on my|consider the environment|quote)\b
    \b(?:can't|cannot|couldn't|can not) you\b.{0,30}!$
    \bthank(?:s| you)\b.{0,40}\b(?:please|send(?:ing)?|for)\b(?!.*\?)
    \b(?:want to |wanted to |'ll |will |going to )(?:let|tell|send|give|show) you\b
    \b(?:to let|i'll let|i will let|we'll let|we will let) (?:you|him|her|them)\b
    """,
    "plain": r"""
    \b(?:i|we)(?:'ll| will) need (?:about |around |some |roughly )?(?:\d+|one|two|three|a|an|few|another)\b
    ^(?:i|we) need (?:it|them|this|that|these|those) (?:to|for|because|so|in order)\b
    ^(?:it|this|that|these|they)(?: is| are|'s|'re) (?:needed|required|necessary) (?:to|for|because|so)\b
    \b(?:i|we) (?:was|were) (?:still )?waiting\b
    \binvoice\b.{0,90}\b(?:was due|(?:is|are) (?:still )?(?:open|unpaid|overdue|outstanding))\b
    \b(?:attached|enclosed|with)\b.{0,80}\bwhat (?:i|we) need from you\b
    \b(?:nothing|no action|no reply|no answer) (?:is |more )?(?:needed|required|necessary|to do|for you|expected|
    from you)\b
    \byou (?:do not|don't) (?:need|have) to\b
    \b(?:i|we) (?:do not|don't|no longer|never) need\b
    \bno need (?:to|for)\b
    \b(?:i|we) (?:still )?need to (?!know|have|hear|see|get|ask|receive)
    \b(?:i|we)(?:'ve| have| had)? (?:asked|told|sent|reminded|requested)\b
    \byou (?:asked|wanted|needed|requested)\b
    \b(?:i|we) (?:can|could|will|would|may|might|shall|should)(?: also| then| now| even)? (?:send|give|show|let|
    tell) you
    """,
    "again": r"""
    \b(?:any|some) (?:news|word|update|progress|thoughts)\b
    \b(?:reminder|remind|chas(?:e|ing)|follow(?:ing)?[- ]?up|once more|again|still|bump|nudge|ping|second time|
    third time|last time)\b
    \bdid you (?:get|see|receive|read|manage|have a chance|find time|look)\b
    \bhave you (?:had|seen|received|got|looked|managed|been able)\b
    """,
    "when": r"""
    ^(?:and |so |but |\d+[.)] )?(?:\w+ ){0,3}when\b.*\?$
    \b(?:tell me|let me know|say|know|ask|confirm|hear) when\b
    \b(?:what|which) (?:day|date|time|week|month)s?\b
    \b(?:by|until|till) when\b
    \bhow (?:soon|quickly)\b
    """,
    "thing": rf"""
    \b(?:{GIVE}|{PAY}|access|log ?in|password|file|photo|picture|image|logo|texts?|copy|list|signed|signature|
    invite|details|payment|invoice|address)\b
    """,
    "closes": r"""
    \b(?:thanks?|thank you) for (?:the|your|our) (?:phone )?(?:call|chat|talk)\b
    \b(?:on|by|over) the (?:phone|telephone)\b
    \bas (?:we )?(?:discussed|agreed|spoken|said|talked)\b
    \b(?:you|he|she) (?:just )?(?:told me|called|rang|phoned|confirmed)\b
    \b(?:our|your|the) (?:phone )?call (?:today|yesterday|just now|this|of|on)\b
    \b(?:i|we) (?:just )?(?:spoke|talked)\b
    \b(?:forget|ignore|scrap|disregard|never mind|nevermind) (?:my|the|that|it|about|this)\b
    \b(?:never mind|nevermind|no longer (?:need|necessary|relevant)|found it|got it|sorted|have (?:it|them|
    everything) now|has arrived|have arrived|received (?:it|them|everything|your|the))\b
    \bthank you for (?:sending|the (?:files?|photos?|list|texts?|payment|quick)|your (?:payment|answer|reply))\b
    """,
}
