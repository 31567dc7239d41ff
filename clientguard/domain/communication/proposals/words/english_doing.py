"""English: what somebody undertakes, demands, or says does not work."""

from __future__ import annotations

from clientguard.domain.communication.proposals.words.english_terms import GIVE, PAY, WORK

DOING = {
    "promises": rf"""
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
    "denies": r"""
    \bwill be (?:discussed|reviewed|decided|considered|checked)\b|\byou can\b(?! expect)
    \bthen (?:i|we) (?:can|could|will|'ll)\b|\bbefore (?:i|we) can\b
    \bshould be (?:online|up|live|ready|done|there|out|finished)\b.{0,30}\b(?:before|by|until|in time)\b
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
    "pays": r"""
    \b(?:pay|paid|paying|payment|payments|transfer|transferred|wire|wired|invoice|invoices|money|bank|settle|
    settled|remit|deposit|balance|cheque|instal?ments?|rate|amount|overdue|payment run|run)\b|[£€$]|\brm ?\d
    """,
    "tells": r"""
    \b(?:let you know|get back to you|come back to you|tell you|answer|reply|respond|confirm|decide|decision|
    hear from|call you|give you an answer|inform|advise)\b
    """,
    "demands": rf"""
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
    one more thing:? )*(?:{WORK})\b (?!is|are|was|were|forgot|looks|works|below|above|attached|here\b|me\b|us\b|it's)
    \b(?:and|also|plus|then)\b.{{0,25}}\b(?:pls|please)\b
    \b(?:pls|please)\b.{{0,20}}(?:same|too|as well)
    \b(?:how about|what about|why not|maybe we (?:could|should|need)|let's|lets|i suggest|i'd suggest|i advise|
    advise you to|suggest(?:ing|ed)?|propos(?:e|ing)) .{{0,15}}\b(?:{WORK}|adding|changing|making|moving|using|
    having)\b
    \b(?:is it|would it be|it would be) (?:possible|great|good|nice|better|lovely|cool|handy) (?:to|if (?:you|we|it|
    the))\b
    \bneed(?:ed)? (?:for|by|on) \w+
    """,
    "facts": r"""
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
    ^(?:do|would|shall|should) (?:you (?:want|like|need|prefer) (?:me|us)|i|we) (?:to )?\w+
    ^do you (?:also |even |still )?(?:do|offer|have|know|make|take|speak|sell|provide|work)\b
    \bshould (?:be (?:it|that|all|fine|ok|okay|good|there|enough|able|possible|in|with|here|ready|done|paid)|
    have (?:been|got|received|said|told|known))\b
    \b(?:ask|contact|call|speak to|talk to) (?:\w+ )?(?:for|about|him|her|them|helen)\b
    \b(?:must|should) (?:have|admit|say)\b
    \b(?:has|have|had) to (?:go|be|leave|wait|say|admit|work|pay|come|move (?:it|our|the (?:meeting|call|
    appointment)))\b
    """,
    "broken": r"""
    \b(?:is|are|'s|still|looks?|got|seems?) (?:\w+ )?(?:wrong|broken|missing|down|offline|crooked|misspelled|
    out of date|outdated|too (?:small|big|dark|light|slow|long)|not (?:working|loading|showing|right|correct|
    there))\b
    \b(?:doesn't|does not|don't|won't|isn't|not|no longer|stopped) (?:work|working|load|loading|open|opening|show|
    showing|arrive|arriving|send|sending)\b
    \b(?:website|site|page|homepage|shop|flyer|logo) (?:still )?(?:says?|shows?|has)\b
    """,
}
