"""English: what answers, and what only sounds like it."""

from __future__ import annotations

ANSWERING = {
    "thanks": r"""
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
    ^(?:(?:hm+|oh|ah)[ ,.!]*)?(?:that's |that is )?(?:a )?(?:very )?good (?:question|point)\b[^,]{0,20}$
    ^(?:i'm |i am |we're )?(?:always )?happy to (?:hop|jump|discuss|talk|chat|help|get on)\b
    ^(?:it|that|this) was (?:a |an |such a |really |very |so )*(?:great|lovely|wonderful|nice|fantastic|good|pleasure)\b
    ^(?:ciao|hola|salut|moin|servus|hiya|ola|aloha)\b[^,.]{0,20}$
    ^(?:(?:just|a|another|gentle|kind|friendly) )*reminder\b
    \b(?:looks? (?:lovely|great|nice|good|amazing)|love it|lovely update|great (?:work|news|job|stuff)|well done|
    good job|you're a (?:saint|star|legend|hero|gem|lifesaver))\b
    \b(?:asked me to|is on (?:holiday|leave|vacation)|i am (?:his|her|the new)|its? \w+ from my)\b
    ^(?:(?:really|very much|we are|we're|i'm|i am|so|and) )*looking forward\b[^,;]*$
    \blet me know (?:if|whether)\b
    \bthank you for (?:your|the) (?:e-?mail|message|reminder|patience|note|letter|update|contacting)\b
    \b(?:didn't|did not|didnt) (?:know|see|notice|get)\b
    """,
    "here": r"""
    \b(?:payment|transfer|order|booking|change|correction)s? (?:made|done|sent|completed|placed)\b
    \b(?:i|we)(?:'ve| have) (?:just |already )?done (?:so|it|that)\b
    \b(?:attached|enclosed|attachment|herewith|here (?:is|are|it is|you go|they are|you are|'s|goes|we go|u go)|
    there you go|voil[aà]|as (?:requested|promised|asked)|here's|(?<!the )below|as follows|following)\b
    \b(?:payment|money|transfer|cheque|parcel|letter) (?:has|have) (?:just )?(?:left|gone)\b
    \b(?:sent|uploaded|shared|posted|added|signed|paid|transferred|forwarded|mailed|emailed|e-mailed|granted|
    invited|approved|confirmed|submitted|filled|ordered|dropped|put (?:it|them)|given|gave|settled|wired)\b
    \b(?:done|sorted|all yours|on its way|on the way|in the (?:drive|folder|dropbox|post|cloud)|in your (?:inbox|
    mail)|have access|has access|you should (?:now )?have|just gone|went (?:out|off))\b
    https?://|www\.
    """,
    "yes": r"""
    ^(?:it |that |this |they |all )?(?:looks?|seems?|sounds?|works?|fits?|suits?|love|like)\b
    ^(?:please )?\w+ (?:it|them|that|both|all|away|ahead)[.!]*$
    ^(?:[\w-]+ ){1,3}(?:yes|no|ok|okay|fine)(?:[.!,]|$)|,? (?:yes|no|ok|okay|sure|fine|please do|go ahead)[.!]*$
    ^(?:mine|my (?:vote|choice|favou?rite|preference))\b
    ^(?:(?:omg|oh(?=,? yes)|haha|lol|hm+|well|um|then|so)[ ,!.]+)?(?:yes|yep|yeah|yup|aye|ya|
    sure|ok|okay|okey|k|fine|correct|right|exactly|indeed|agreed|approved|confirmed|
    confirm|absolutely|definitely|of course|certainly|go ahead|go for it|please do|do it|perfect|
    good(?! (?:that|question|point|morning|afternoon|evening|day|luck))|great(?! (?:question|point))|
    no(?! (?:idea|clue|worries|problem|rush|news|matter|doubt|wonder))|nope|
    nah|neither|both|either|not(?! (?:yet|quite|sure|really|that i))|never|all (?:good|fine|ok|correct)|that(?:'s| is)|
    this is|it(?:'s| is)|they are|
    they're|works|suits|happy|looks|accepted|\+1|-1|👍|✅|👌|deal|done|i (?:do|don't|agree|prefer|would|think|like|
    like)|we (?:do|don't|agree|prefer|would|think)|let's|the (?:first|second|former|latter|left|right|one)|option|
    version|keep|leave|use|go with|only|just)(?![\w'])
    """,
    "refuses": r"""
    \b(?:won't|will not|cannot|can't|can not|unable to|not able to|refuse|decline|declined|don't want|do not want|
    not going to|stays? with us|not possible|impossible|no longer|not for now|not now|don't have|do not have|
    not allowed|rather not|prefer not)\b
    ^(?:no(?! (?:idea|clue|worries|problem|rush|news|matter|doubt|wonder))|nope|nah)\b
    """,
    "partly": r"""
    \b(?:the rest|the others?|remaining|first part|first half|for now|so far|some of|part of|half of|to follow|
    will follow|still (?:missing|looking|waiting)|not yet|later|except|all but|apart from)\b
    """,
    "waits": r"""
    \b(?:in the )?mean(?:time|while)\b|\bhope so\b|\b(?:will|'ll) try\b
    \bno clue\b|\bask(?:ing)? around\b|\b(?:is|are|am|'s|'re|'m) (?:still|currently|just) \w+ing\b
    \b(?:is|are) (?:being|under) \w+|\b(?:has|have) been (?:forwarded|passed|received|registered|noted)\b
    \b(?:have|'ve|i|we) (?:forwarded|passed|received) (?:it|this|that|your|them)\b|\bticket\b
    \b(?:asked|wants? to know|wonders?|wondering) (?:me |us )?(?:if|whether|how|what|when|why)\b
    """,
    "unsure": r"""
    \b(?:haven't|have not|didn't|did not|hadn't) (?:had|have|got|found|looked|checked|managed|read)\b
    \b(?:can|may|could) i (?:tell|let|get|come|answer|think)\b
    ^(?:unfortunately|sadly|regrettably|i'm afraid|i am afraid) not[.!]*$
    ^(?:(?:no|sorry|oops|hm+)[, .!]+)?(?:not (?:yet|quite)|nearly|almost|getting there|in a (?:minute|moment|bit))\b
    \b(?:not sure|don't know|do not know|dunno|no idea|will (?:have to )?(?:check|ask|look|see|think|find out)|
    (?:have to|must) (?:check|ask|look|see|think|measure|count|find|search|discuss)|circle back|
    (?:sharing|sharing (?:it|this)) with|need to (?:check|ask|look|think|discuss|measure|count|find)|
    let me (?:check|ask|think|look|
    see|find)|i'll (?:check|ask|look|think|find out|see|have a look)|we'll (?:see|check|ask|discuss)|
    get back to you|come back to you|let you know|(?:is|are|am|'s|'m|'re) on (?:it|the case|this)|
    will have a (?:word|look|think)|looking into|working on|bear with|busy|
    (?:crazy|hectic|mad|long|tough) (?:days?|weeks?|month)|in a (?:meeting|rush)|soon|asap|as soon as|
    (?:then|before|until|once) (?:i|we) (?:can|could|will|sign|pay|decide|confirm)|
    give me (?:a|until|till|some)|next week|hang on|hold on|with (?:my|our|the) (?:accountant|lawyer|
    boss|partner|colleague|bank))\b
    """,
}
