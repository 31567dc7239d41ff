"""West Frisian, as far as the threads that were read show it; its writers mix it with Dutch."""

from __future__ import annotations

from clientguard.domain.communication.proposals.words.table import words

FRISIAN = words(
    "it in ik do jo wy fan net dat foar mei is wurdt haw hast hat noch graach goeie bêste kinst kinne wol wolst ja nee"
    " tige tank oant moarn freed hjoed sjen gau dy my ek oer nei",
    asks=r"""
    \b(?:kinst|kinne|wolst|wolle|soest|soene|mei) ?(?:do|jo|jim|ik|wy|it|my|ús)?\b|\bgraach\b|\basjeblyft\b|
    \b(?:lit|stjoer|jou|doch) (?:my|it|ús)\b|\b(?:ik|wy) (?:wachtsje|mis|haw .{0,30}nedich)\b
    """,
    idle=r"\bhoe (?:is|giet|wie) it\b|\b(?:ik )?hoopje\b|\bast (?:fragen|wolst)\b",
    plain=r"\bhoechst\b.{0,20}\b(?:net|neat)\b|\bnet (?:mear )?nedich\b",
    again=r"\b(?:noch (?:ris|altyd)|al wat|oantinken)\b",
    when=r"\b(?:wannear|hokker dei|hoe let)\b",
    thing=r"\b(?:stjoer\w*|jou|jaan|betelje|oermeitsje|tagong|foto|foto's|tekst|teksten|list|faktuer)\b",
    closes=r"\b(?:tank foar (?:it|dyn|jo) (?:skiljen|petear|antwurd)|oan de telefoan|net mear nedich|lit mar)\b",
    thanks=r"^(?:tige tank|tank|tankewol|sorry|moai|sterkte|goed|goeie)[^.?]{0,30}[.!]*$",
    here=r"\b(?:hjirby|taheakke|bylage|stjoerd|betelle|oermakke|dien|klear|hjir is|hjir binne)\b",
    yes=r"^(?:ja|jawis|nee|goed|is goed|kin|prima|akkoart|klopt|top|doch mar|leaver|wie)(?![\w'])",
    refuses=r"\b(?:kin net|wol net|slagget net|giet net|leaver net|spitich)\b|^nee\b",
    partly=r"\b(?:de rest|alfêst|letter|noch net)\b",
    unsure=r"""
    \b(?:wit ik net|witte wy net|moat (?:ik )?(?:noch|even) (?:sjen|freegje)|lit (?:ik )?(?:it )?(?:dy|jo) witte|
    kom (?:ik )?op werom)\b
    """,
    promises=r"""
    \b(?:ik|wy) (?:sil|sille|stjoer|meitsje|betelje|jou|soargje|lit|doch|kom|bring)\b.{0,60}\b(?:moarn|hjoed|jûn|
    wike|freed|moandei|tiisdei|woansdei|tongersdei|oer|witte|gau|foar|ein)\b|\b(?:do|jo) (?:krijst|krije|hearst|
    hast)\b.{0,60}\b(?:moarn|wike|freed|moandei|tiisdei|woansdei|tongersdei|fan my)\b
    """,
    denies=r"\b(?:kin|sil|wol)\b.{0,20}\bnet\b|\bsei\b.{0,30}\bsoe\b",
    pays=r"\b(?:betel\w*|oermeits\w*|meits\w* it .{0,20}oer|faktuer|rekken|bedrach|jild|bank)\b|€",
    tells=r"\b(?:lit .{0,20}witte|op werom|antwurd|hearst)\b",
    demands=r"""
    \b(?:kinst|kinne|wolst|wolle|soest) (?:do|jo|it|de|dat|dit)?\b.{0,80}\b(?:meitsje|oanpasse|feroarje|sette|
    pleatse|fuorthelje|stjoere|sjen|bywurkje|dwaan|oersette)\b|\b(?:moat|moatte|mei)\b.{0,60}\b(?:wurde|stean|derby|
    derôf|oars|feroare|oanpast)\b|\bgraach\b.{0,60}\b(?:meitsje|oanpasse|feroarje|sette|derby)\b
    """,
    facts=r"\b(?:lit .{0,15}witte|skilje|fertel|hoefolle|hoe)\b",
    broken=r"\b(?:docht|wurket) it net\b|\b(?:stikken|ferkeard|fout)\b",
    meets=r"\b(?:ôfspraak|oerlis|petear|gearkomste|moeting|besite)\b",
    missed=r"\b(?:ôfspraak|oerlis|petear)\b.{0,40}\b(?:fergetten|mist)\b|\bhiene\b.{0,40}\bôfpraat\b|\bwêr bliuwst\b",
    cancelled=r"""
    \b(?:ôfsizze|ôfsein|giet net troch|slagget (?:it )?(?:\w+ )?net|(?:it )?slagget (?:hjoed|moarn|my)? ?net|
    kin (?:hjoed|moarn|net)\b.{0,20}\b(?:net|komme))\b
    """,
    moved=r"\b(?:fersette|ferset|ferskowe|útstelle|oare (?:dei|tiid|kear))\b",
    otherwise=r"\b(?:opsizze|opsein|abonnemint|bestelling|kontrakt)\b",
)
