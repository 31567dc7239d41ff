"""English, as clients and consultants write it: formal, hurried, and as a second language."""

from __future__ import annotations

from clientguard.domain.communication.proposals.words.english_terms import DAY, GIVE, MEETING, PAY, SOON, WORK
from clientguard.domain.communication.proposals.words.table import words

ENGLISH = words(
    "the and you to is of for in it on we i that have with are be this can will your our not please thanks me ok yes no"
    " need your done sorry at but when could would from pls just hi still what which do does who i'll it's attached",
    asks=rf"""
    \b(?:just )?(?:checking|following|chasing) (?:in|up)\b
    \bit would (?:really |also )?(?:help(?: me| us)?(?: a lot)?|be (?:good|great|helpful|useful)) to (?:have|
    get|know|see)\b
    \bwhat (?:i|we)(?:'m| am|'re| are) (?:after|looking for|missing|still missing)\b
    ^(?:very |most )?(?:grateful|glad|obliged) for (?:your|a|the|any)\b
    ^(?:i )?just need (?!to\b)
    \b(?:could|can|would|will|might|won't|can't|couldn't) (?:you|one of you|someone|somebody|anyone)\b
    \bmay (?:i|we) (?:please |kindly |just )?(?:have|ask|remind|request|get|receive|know|trouble)\b
    \b(?:please|pls|plz|kindly)\b
    \b(?:i|we)(?:'m| am|'re| are|'d|'ve| have| do| will|'ll)? {SOON}(?:need|needing|lack|lacking|require|miss|
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
    idle=r"""
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
    plain=r"""
    \b(?:i|we)(?:'ll| will) need (?:about |around |some |roughly )?(?:\d+|one|two|three|a|an|few|another)\b
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
    again=r"""
    \b(?:any|some) (?:news|word|update|progress|thoughts)\b
    \b(?:reminder|remind|chas(?:e|ing)|follow(?:ing)?[- ]?up|once more|again|still|bump|nudge|ping|second time|
    third time|last time)\b
    \bdid you (?:get|see|receive|read|manage|have a chance|find time|look)\b
    \bhave you (?:had|seen|received|got|looked|managed|been able)\b
    """,
    when=r"""
    ^(?:and |so |but |\d+[.)] )?(?:\w+ ){0,3}when\b.*\?$
    \b(?:tell me|let me know|say|know|ask|confirm|hear) when\b
    \b(?:what|which) (?:day|date|time|week|month)s?\b
    \b(?:by|until|till) when\b
    \bhow (?:soon|quickly)\b
    """,
    thing=rf"""
    \b(?:{GIVE}|{PAY}|access|log ?in|password|file|photo|picture|image|logo|texts?|copy|list|signed|signature|
    invite|details|payment|invoice|address)\b
    """,
    closes=r"""
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
    thanks=r"""
    \b(?:am|is|are|'m) (?:currently )?(?:out of (?:the )?office|on leave|on holiday|travelling)\b
    ^(?:(?:oo+h?|oh|ah+|aw+|wow|ha+|all good)[ ,!]*)?(?:(?:many |very |so |ok(?:ay)?,? |great,? |
    perfect,? )*(?:thanks?|thank you|thx|ta|tq|cheers)\b[^.?]{0,60}|hi|hello|hey|dear|good (?:morning|afternoon|
    evening)|morning|sorry|apologies|my apologies|oh no|oops|ha+|lol|great|lovely|brilliant|super|wow|nice|noted|
    received|well received|understood|no worries|no problem|you're welcome|welcome|get well(?: soon)?|best|regards|
    love|cheers|take care|see you[^.]{0,30}|speak soon|talk soon|bye|congrat\w*|happy \w+|
    enjoy\b.{0,30})[\s,.!x:)]*(?:[a-z]+)?[\s,.!x:)]*$
    \b(?:sorry|apologies|apologi[sz]e|forgive me|excuse)\b.{0,50}\b(?:delay|late|slow|silence|slipped|forgot|
    not (?:getting|coming) back|taking so long|missed your|quiet|wait)\b
    \bhope (?:you|all|this|that|your)\b
    ^(?:that's |that is )?(?:a )?(?:very )?good (?:question|point)\b[^,]{0,20}$
    ^(?:i'm |i am |we're )?(?:always )?happy to (?:hop|jump|discuss|talk|chat|help|get on)\b
    ^(?:(?:just|a|another|gentle|kind|friendly) )*reminder\b
    \b(?:looks? (?:lovely|great|nice|good|amazing)|love it|lovely update|great (?:work|news|job|stuff)|well done|
    good job|you're a (?:saint|star|legend|hero|gem|lifesaver))\b
    \b(?:asked me to|is on (?:holiday|leave|vacation)|i am (?:his|her|the new)|its? \w+ from my)\b
    \blet me know (?:if|whether)\b
    \bthank you for (?:your|the) (?:e-?mail|message|reminder|patience|note|letter|update|contacting)\b
    \b(?:didn't|did not|didnt) (?:know|see|notice|get)\b
    """,
    here=r"""
    \b(?:attached|enclosed|attachment|herewith|here (?:is|are|it is|you go|they are|you are|'s|goes|we go|u go)|
    here's|(?<!the )below|as follows|following)\b
    \b(?:payment|money|transfer|cheque|parcel|letter) (?:has|have) (?:just )?(?:left|gone)\b
    \b(?:sent|uploaded|shared|posted|added|signed|paid|transferred|forwarded|mailed|emailed|e-mailed|granted|
    invited|approved|confirmed|submitted|filled|ordered|dropped|put (?:it|them)|given|gave|settled|wired)\b
    \b(?:done|sorted|all yours|on its way|on the way|in the (?:drive|folder|dropbox|post|cloud)|in your (?:inbox|
    mail)|have access|has access|you should (?:now )?have|just gone|went (?:out|off))\b
    https?://|www\.
    """,
    yes=r"""
    ^(?:it |that |this |they |all )?(?:looks?|seems?|sounds?|love|like)\b
    ^(?:please )?\w+ (?:it|them|that|both|all|away|ahead)[.!]*$
    ^(?:(?:omg|oh(?=,? yes)|haha|lol|hm+|well|um)[ ,!.]+)?(?:yes|yep|yeah|yup|aye|ya|
    sure|ok|okay|okey|k|fine|correct|right|exactly|indeed|agreed|approved|confirmed|
    confirm|absolutely|definitely|of course|certainly|go ahead|go for it|please do|do it|perfect|good|great|no|nope|
    nah|neither|both|either|not|never|all (?:good|fine|ok|correct)|that(?:'s| is)|this is|it(?:'s| is)|they are|
    they're|works|suits|happy|looks|accepted|\+1|-1|👍|✅|👌|deal|done|i (?:do|don't|agree|prefer|would|think|like|
    like)|we (?:do|don't|agree|prefer|would|think)|let's|the (?:first|second|former|latter|left|right|one)|option|
    version|keep|leave|use|go with|only|just)(?![\w'])
    """,
    refuses=r"""
    \b(?:won't|will not|cannot|can't|can not|unable to|not able to|refuse|decline|declined|don't want|do not want|
    not going to|stays? with us|not possible|impossible|no longer|not for now|not now|don't have|do not have|
    not allowed|rather not|prefer not)\b
    ^(?:no|nope|nah)\b
    """,
    partly=r"""
    \b(?:the rest|the others?|remaining|first part|first half|for now|so far|some of|part of|half of|to follow|
    will follow|still (?:missing|looking|waiting)|not yet|later|except|all but|apart from)\b
    """,
    unsure=r"""
    \b(?:haven't|have not|didn't|did not|hadn't) (?:had|have|got|found|looked|checked|managed|read)\b
    \b(?:can|may|could) i (?:tell|let|get|come|answer|think)\b
    ^(?:not (?:yet|quite)|nearly|almost|getting there|in a (?:minute|moment|bit))\b
    \b(?:not sure|don't know|do not know|dunno|no idea|will (?:have to )?(?:check|ask|look|see|think|find out)|
    (?:have to|must) (?:check|ask|look|see|think|measure|count|find|search|discuss)|circle back|
    (?:sharing|sharing (?:it|this)) with|need to (?:check|ask|look|think|discuss|measure|count|find)|
    let me (?:check|ask|think|look|
    see|find)|i'll (?:check|ask|look|think|find out|see|have a look)|we'll (?:see|check|ask|discuss)|
    get back to you|come back to you|let you know|(?:is|are|am|'s|'m|'re) on (?:it|the case|this)|
    will have a (?:word|look|think)|looking into|working on|bear with|busy|in a (?:meeting|rush)|soon|asap|
    as soon as|give me (?:a|until|till|some)|next week|hang on|hold on|with (?:my|our|the) (?:accountant|lawyer|
    boss|partner|colleague|bank))\b
    """,
    promises=rf"""
    \b(?:in|part of) (?:\w+(?:'s)? ){{0,2}}payment run\b
    \b(?:i|we|he|she|they)(?:'ll| will| shall|ll| wil) (?:\w+ ){{0,8}}?(?:let you|get back|come back to|be in touch|
    tell you|confirm|reply|answer|respond|decide|call you back)\b
    \b(?:i|we|he|she|they|[a-z]+)(?:'ll| will| shall|'m going to| am going to|'re going to| are going to| can|
    try to|'ll try to| will try to| promise to|'m about to| am about to) (?:\w+ ){{0,4}}?(?:{GIVE}|{PAY})\b
    \bi(?:ll| wil) (?:\w+ ){{0,3}}?(?:{GIVE}|{PAY})\b
    \b(?:you|u)(?:'ll| will| shall| can expect| should)? (?:have|get|receive|hear|find)\b.{{0,60}}\b(?:by|on|before|
    until|tomorrow|tonight|today|next|this|the \d|within|end|monday|tuesday|wednesday|thursday|friday|saturday|
    sunday|soon|from us|from me)\b
    \b(?:you|u)(?:'ll| will| shall) (?:have|get|receive|hear)\b
    \b(?:will|shall|to|gets?|is going to|are going to) be (?:\w+ )?(?:sent|paid|transferred|settled|delivered|
    with you|there|done|ready|processed|wired|uploaded|signed|returned|cleared|released|yours|in your (?:account|
    inbox))\b
    \b(?:i|we|treasurer|accounts|bank|finance|boss|accountant)(?: will|'ll)? (?:{PAY}|send)\b.{{0,60}}\b(?:by|on|
    before|until|tomorrow|tonight|today|next|this|the \d|within|end|when|after|once|\w+day|first)\b
    \b(?:scheduled|planned|queued|approved|set up|booked|released) (?:for|to be|in)\b.{{0,40}}\b(?:payment|run|pay|
    transfer|next|on)\b
    \b(?:payment|transfer|invoice|money|balance|rest|remainder|deposit|cheque|check)\b.{{0,40}}\b(?:goes|go|going|
    comes|coming|follows?|will|to follow|leaves|arrives?|on its way)\b.{{0,40}}
    \b(?:will|to) follow\b
    \b(?:sending|paying|posting|mailing|transferring|wiring|uploading|signing|dropping|
    getting)\b.{{0,50}}\b(?:today|tomorrow|tonight|on|by|this|next|first thing|later|asap|soon|\w+day)\b
    \b(?:i|we) (?:tell you|let you know|come back to you) (?:in|on|at|by|this|next|tomorrow|tonight|when|once)\b
    \b(?:i|we) promise\b
    \bpromised?\b.{{0,20}}!$
    """,
    denies=r"""
    ^(?:i|we|he|she|they|it)(?:'m|'re|'s| am| are| is) (?:in|at|on|out|away|back|open|closed|off|here|there|busy|
    free)\b
    ^(?:i|we|he|she|they|it|the (?:shop|office|cafe|hotel|restaurant))(?:'ll| will)? (?:be (?:away|out|off|back|in|
    at|on|open|closed|there|here|late|busy)|opens?|closes?|starts?|travels?|moves?|leaves?|fly)\b
    \b(?:is|are|am|was|were|been|feel|feeling|very|fell|still) ill\b
    \byou should (?:get|buy|have|find|see) an?\b
    \bnot (?:been |yet |yet been )?(?:approved|scheduled|planned|released|paid|sent)
    \b(?:can't|cannot|can not|won't|will not|not|no|never|don't|do not|couldn't|wouldn't|isn't|unable|hard|
    difficult|impossible to) (?:\w+ ){0,2}(?:promise|promises|guarantee|say when|pay|send|give|make (?:it|any|no))\b
    \b(?:said|says|told|promised|claimed|wrote|mentioned|thought|hoped|assumed)\b.{0,30}\b(?:would|will|he'll|
    she'll|they'll|to)\b
    \byou(?:'ll| will|'d| would)? (?:promised?|said|were going to|will (?:have to|need to|see|find that|notice|send|
    give|do|make|add|pay|understand|agree|know))\b
    \b(?:would|could|should|might|may) (?:have|like|love|want|prefer|be)\b
    \b(?:if|unless) (?:you|i|we)\b
    \bi(?:'ll| will) (?:do|make|have|give) (?:without|do|sure|a word|a think|a rest|it a|coffee|lunch|dinner|my own|
    them|my|another|fun|no|nothing|be)\b
    \bi(?:'ll| will) (?:be there|see you|need|want|expect|wait|hear)\b
    \bcan (?:make|do|have)\b
    """,
    pays=r"""
    \b(?:pay|paid|paying|payment|payments|transfer|transferred|wire|wired|invoice|invoices|money|bank|settle|
    settled|remit|deposit|balance|cheque|instal?ments?|rate|amount|overdue|payment run|run)\b|[£€$]|\brm ?\d
    """,
    tells=r"""
    \b(?:let you know|get back to you|come back to you|tell you|answer|reply|respond|confirm|decide|decision|
    hear from|call you|give you an answer|inform|advise)\b
    """,
    demands=rf"""
    ^any (?:chance|way) (?:you|we|to|of|that)\b
    \b(?:i|we) (?:ask|request|beg) you to (?:{WORK})\b
    (?:^|, )(?:maybe |perhaps |also |and )?you can (?:also )?(?:{WORK})\b.*\?$
    ^(?:also |still )?need (?:the|an?|your|first|final|new|another)\b(?! (?:advice|opinions?|inputs?|feedback|
    thoughts|comments|help|break|minute|moment))
    ^(?:please )?get (?:it|this|that|them) (?:sorted|fixed|done|working|changed|running)\b
    \b(?:could|can|would) you (?:pop|stick|slip|throw|get|tweak|pull|squeeze)\b
    ^(?:please )?(?:take|bring|get|turn) (?:the |that |this |my |our )?(?:\w+ ){{1,4}}(?:down|off|out|away|up|in|
    back)\b
    \bkannst du\b|\bkönnten sie\b|\bbitte (?:ändern|anpassen)\b
    \b(?:can|could|should|must|may|needs? to|has to|have to|ought to) (?:\S+ ){{1,6}}?be (?:\w+ ){{0,3}}?(?:\w+ed|
    done|made|set|put|taken|rebuilt|redone|sent|written|shown|hidden|\w\w+er)\b
    \b(?:needs?|must|has to|have to|should) be (?:\w+ )?(?:\w+ed|done|made|set|put|taken|rebuilt|redone|sent|
    written|shown|hidden|\w\w+er)\b
    \b(?:could|can) we (?:also |maybe |please )?(?:try|explore|add|change|remove|include)\b|\bcould you try\b
    \b(?:{WORK}) (?:it|that|this|them),? (?:would|will|could|can) (?:you|u)\b
    \b(?:please|pls|plz|kindly)(?: also| just| then| can you| could you)? (?:{WORK})\b
    \b(?:can|could|would|will) (?:you|u|we|someone|somebody)(?: please| pls| also| just| maybe| perhaps| kindly|
    then| quickly| possibly| still){{0,3}} (?:{WORK})\b
    \b(?:i|we)(?:'d| would| also| really| do| will|'ll| now| still)* (?:need|want|like|require|
    expect)\b(?! (?:to (?:know|hear|ask|talk|speak|discuss|meet|say|thank|think|check|sound|stay|keep|remain|be|
    see (?:you|if))|
    your (?:advice|opinion|bank)|more time))
    \b(?:(?:need|needs|must|should)(?: to)?|(?:has|have|ought|got) to) (?:also |still |really |all |
    at least )*(?:be|go|say|
    read|show|look|have|change|move|come|stand|work|match)\b
    ^(?:and |then |so |just |only |also |oh |ps:? |p\.s\.:? |\d+[.)] |[-*•] |forgot and |
    one more thing:? )*(?:{WORK})\b (?!is|are|was|were|forgot|looks|works|me\b|us\b|it's)
    \b(?:and|also|plus|then)\b.{{0,25}}\b(?:pls|please)\b
    \b(?:pls|please)\b.{{0,20}}(?:same|too|as well)
    \b(?:how about|what about|why not|maybe we (?:could|should|need)|let's|lets|i suggest|i'd suggest|i advise|
    advise you to|suggest(?:ing|ed)?|propos(?:e|ing)) .{{0,15}}\b(?:{WORK}|adding|changing|making|moving|using|
    having)\b
    \b(?:is it|would it be|it would be) (?:possible|great|good|nice|better|lovely|cool|handy) (?:to|if (?:you|we|it|
    the))\b
    \bneed(?:ed)? (?:for|by|on) \w+
    """,
    facts=r"""
    \b(?:i|we) (?:really |do |also |quite )?like (?:it|that|this|the|them|your)\b
    \bdo you have (?:a|any|some)?(?: minute| moment| time| second| idea| clue)
    \bcan we (?:do|say|make) (?:it|this|that)\b|\b(?:better|lower|special) (?:price|rate)\b
    \b(?:tell|let|inform|advise|explain|remind) (?:me|us)\b|\bshow (?:me|us) (?:how|what|where|why)\b
    \b(?:can|could|would|will) (?:you|we) (?:please )?(?:call|ring|phone|meet|talk|speak|come|confirm|explain|tell|
    let|advise|recommend|wait|bear|give me (?:a|until|some|half|more|an))\b
    \b(?:please|kindly) (?:note|find|see|wait|bear|excuse|forgive|confirm|accept|let|tell|call|contact|quote|ignore|
    consider|give (?:me|us))\b
    \bhow (?:much|many|long|do|does|can|should|would)\b
    \b(?:i|we) (?:would|'d|need to|want to|should|must|have to|had to|will) (?:like to )?(?:know|hear|ask|talk|
    discuss|meet|check|think|wait|look|see|go|be|say|pay|finish|leave)\b
    \b(?:i|we) (?:need|want|must|should|have to) (?:a break|time|coffee|to sleep|sleep|more time|your (?:opinion|
    advice))\b
    \b(?:don't|do not|doesn't|no longer) (?:need|want|have to|think)\b
    \b(?:no need|nothing)\b
    \bshould (?:be (?:fine|ok|okay|good|there|enough|able|possible|in|with|here|ready|done|paid)|have (?:been|got|
    received|said|told|known))\b
    \b(?:ask|contact|call|speak to|talk to) (?:\w+ )?(?:for|about|him|her|them|helen)\b
    \b(?:must|should) (?:have|admit|say)\b
    \b(?:has|have|had) to (?:go|be|leave|wait|say|admit|work|pay|come|move (?:it|our|the (?:meeting|call|
    appointment)))\b
    """,
    broken=r"""
    \b(?:is|are|'s|still|looks?|got|seems?) (?:\w+ )?(?:wrong|broken|missing|down|offline|crooked|misspelled|
    out of date|outdated|too (?:small|big|dark|light|slow|long)|not (?:working|loading|showing|right|correct|
    there))\b
    \b(?:doesn't|does not|don't|won't|isn't|not|no longer|stopped) (?:work|working|load|loading|open|opening|show|
    showing|arrive|arriving|send|sending)\b
    \b(?:website|site|page|homepage|shop|flyer|logo) (?:still )?(?:says?|shows?|has)\b
    """,
    meets=rf"\b(?:{MEETING}|reschedul\w+|where were you|no[- ]?show)\b",
    missed=rf"""
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
    cancelled=rf"""
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
    moved=rf"""
    \b(?:can|could|shall) (?:we|you) (?:please )?(?:reschedule|postpone|rearrange)\b
    \b(?:move|push|shift|postpone|reschedule|rearrange|re-?arrange|bring forward|delay|put off|swap|
    change)\b.{{0,40}}\b(?:{MEETING}|{DAY}|it to|us to)
    \b(?:rescheduled?|postponed?|postpone)\b
    \b(?:another|different|new|other) (?:day|time|date|slot)\b
    \b(?:can|could|shall|would) (?:we|you) (?:do|make|say|meet|have)\b.{{0,20}}\b(?:{DAY}|later|earlier|
    instead)\b.{{0,20}}\binstead\b
    \binstead of (?:{DAY})
    """,
    otherwise=r"""
    \b(?:cancel|cancelled|canceled|cancelling|move|moved|push|postpone|change|skip|scrap|delay|called off|
    call off)\b.{0,25}\b(?:subscriptions?|orders?|contracts?|plan|events?|domains?|hosting|polic(?:y|ies)|
    newsletter|launch|relaunch|payment|transfer|booking|invoice|deadline|page|logo|text|picture|photo|button|fair|
    licen[cs]e|account|print)\b
    \bas planned\b|\b(?:the|our|your|office|house|server|studio) move\b
    \b(?:missed|forgot) (?:your|a|the|my) (?:phone )?calls?\b
    \b(?:forgot|forgotten) (?:to|and|about|that|it)\b(?!.*\b(?:meeting|appointment|today|call)\b)
    """,
)
