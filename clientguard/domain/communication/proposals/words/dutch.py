"""Dutch, formal and spoken."""

from __future__ import annotations

from clientguard.domain.communication.proposals.words.table import words

_GIVE = (
    "stuur|sturen|mail|mailen|geef|geven|lever|leveren|aanleveren|zet|zetten|upload|uploaden|teken|tekenen|"
    "regel|regelen|breng|brengen|vul|invullen|deel|delen|maak|maken|zorg|zorgen|kijk|doe|doen|app|appen|"
    "opsturen|doorsturen|toesturen"
)
_PAY = "betaal|betalen|maak .{0,30}over|overmaken|overboeken|voldoen|boek .{0,20}over"
_WORK = (
    "maken|aanpassen|veranderen|wijzigen|toevoegen|zetten|plaatsen|verwijderen|weghalen|vervangen|repareren|"
    "herstellen|oplossen|kijken|nakijken|controleren|sturen|bouwen|vertalen|schrijven|bijwerken|updaten|doen|"
    "halen|corrigeren|installeren|regelen|instellen|testen|opnemen|vermelden|drukken|ontwerpen"
)
_MEETING = r"(?:afspraak|overleg|gesprek|vergadering|bespreking|sessie|bezoek|lunch|belafspraak|kennismaking|demo)"

DUTCH = words(
    "de het een ik je jij u we wij van niet dat voor met zijn wordt heb hebt heeft nog graag hoi beste geachte kunt kun"
    " wil wilt groet dag ja nee bedankt op aan naar deze maar ook wel er ons onze mijn jullie kan moet gaat morgen"
    " vrijdag maandag dinsdag woensdag donderdag vandaag",
    asks=r"""
    \b(?:kun|kunt|kan|kunnen|wil|wilt|willen|zou|zouden|mag|mogen) (?:je|jij|u|jullie|ik|we|wij|iemand)\b
    \b(?:graag|gaarne)\b
    \b(?:alstublieft|alsjeblieft|a\.?u\.?b|svp|s\.v\.p)\b
    \b(?:ik|we|wij) (?:heb|hebben|mis|missen|wacht|wachten|krijg|krijgen|zoek|zoeken|verzoek|
    vraag)\b.{0,40}\b(?:nodig|nog|op|u|graag)\b
    \b(?:heb|hebben) (?:ik|we|wij)\b.{0,60}\bnodig\b
    \b(?:ontbreekt|ontbreken|mist|missen) nog\b|\bnog (?:niet ontvangen|nodig|open)\b
    \blaat (?:\w+ )?(?:me|mij|ons|het)\b.{0,30}\bweten\b
    ^(?:\d+[.)] )?(?:stuur|mail|geef|kies|bevestig|controleer|teken|vul|bel|lever|meld|betaal|laat)\b
    \b(?:hoor|ontvang|verneem|zie) (?:ik|wij) (?:het |dat )?(?:graag|nog)
    \bherinner\w*\b
    """,
    idle=r"""
    \bhoe (?:is|gaat|was) (?:het|het met|je|uw|jullie)\b.{0,30}\?$
    \b(?:heb|hebt|hebben) (?:je|u|jullie) (?:een )?(?:fijn|leuk|goed|mooi|lekker)\w*\b
    \b(?:ik )?hoop (?:dat|je)\b
    \b(?:mocht|als|indien) (?:je|u|jullie|er)\b.{0,40}\b(?:vragen|wilt|wil|nodig|hulp)\b
    \b(?:vragen|hulp nodig)\?
    \blaat (?:het )?(?:me |mij |ons )?(?:gerust|maar|even)? ?weten als\b
    \bkan ik (?:je|u|jullie)?.{0,15}\b(?:helpen|iets (?:doen|betekenen))\b
    , (?:toch|niet|niet waar|hè|of niet)\s*\?$
    \bwie (?:weet|niet)\b
    """,
    plain=r"""
    \b(?:hoef|hoeft|hoeven) (?:je|u|jullie)?.{0,15}\b(?:niet|niets|geen)\b
    \b(?:u|je) hoeft niets\b
    \bniet(?:s)? (?:meer )?nodig\b
    \bik (?:stuur|mail|geef|bel|laat)\b.{0,20}\b(?:je|u|jullie)\b
    \bgraag gedaan\b
    """,
    again=r"\b(?:herinner\w*|nogmaals|opnieuw|nog steeds|al iets|nieuws|gelukt|gezien|ontvangen)\b",
    when=r"\b(?:wanneer|welke dag|hoe laat|welk moment|hoe snel)\b",
    thing=rf"""
    \b(?:{_GIVE}|{_PAY}|toegang|wachtwoord|bestand|foto|foto's|tekst|teksten|kopie|gegevens|lijst|factuur|
    handtekening|adres)\b
    """,
    closes=r"""
    \b(?:bedankt|dank) voor (?:het|je|uw|de) (?:telefoontje|gesprek|bellen|belletje|antwoord|betaling|bestanden|
    foto's|toesturen)\b|\b(?:telefonisch|aan de telefoon|zoals besproken|zoals afgesproken|niet meer nodig|
    laat maar|al gevonden|is binnen)\b
    """,
    thanks=r"""
    ^(?:(?:heel )?(?:erg )?(?:bedankt|dank|dankjewel|dank u|hoi|hallo|sorry|excuses|top|super|mooi|fijn|prima|
    begrepen|groet\w*|beterschap|sterkte|leuk|oké|ok)[^.?]{0,30})[.!]*$
    \b(?:sorry|excuses|excuus)\b.{0,40}\b(?:laat|vertraging|vergeten|trage|reactie)\b
    """,
    here=r"""
    \bga (?:gerust )?(?:je|uw) gang\b|\b(?:doe|gebruik|neem|plaats|publiceer) (?:het |die |ze )?maar\b
    \b(?:bijgevoegd|bijgaand|hierbij|in de bijlage|bijlage|zie onder|gestuurd|verstuurd|gemaild|getekend|betaald|
    overgemaakt|geregeld|gedaan|klaar|toegevoegd|ingevuld|aangemaakt|hier is|hier zijn|staat in|staan in|
    geplaatst)\b
    """,
    yes=r"""
    ^(?:ja|nee|jawel|jazeker|zeker|goed|prima|akkoord|klopt|correct|oké|ok|okee|top|graag|doe maar|is goed|dat is|
    dat kan|het is|geen|allebei|liever|eerste|tweede|helaas|niet)(?![\w'])
    """,
    refuses=r"""
    \b(?:kan niet|kunnen niet|wil niet|willen niet|gaat niet|lukt niet|doen we niet|niet mogelijk|helaas|geen|
    liever niet|weiger)\b|^nee\b
    """,
    partly=r"\b(?:de rest|alvast|voorlopig|een deel|volgt|volgen|later|nog niet|behalve)\b",
    unsure=r"""
    \b(?:weet (?:ik )?(?:het )?(?:nog )?niet|geen idee|moet (?:ik )?(?:even|nog) (?:kijken|vragen|overleggen|
    navragen)|ga (?:ik )?(?:even )?(?:na|kijken|vragen)|zoek(?:en)? (?:het )?uit|kom (?:ik )?op terug|
    laat (?:ik )?(?:het )?(?:je|u)?.{0,10}weten|vraag (?:het )?(?:even )?(?:na|aan)|druk|ben ermee bezig|
    binnenkort)\b
    """,
    promises=rf"""
    \b(?:ik|we|wij) (?:zal|zullen|ga|gaan|kan|stuur|sturen|mail|geef|lever|betaal|betalen|regel|zorg|maak|boek|kom|
    laat|zet|breng|zoek|app|teken|vul|doe)\b.{{0,60}}\b(?:morgen|vandaag|vanavond|deze week|volgende week|week|
    maand|dag|zo|zsm|later|weten|toe|over|op terug|door|na|uit|betalen|sturen|regelen|voor|eind|\w+dag|aanleveren)\b
    \b(?:zal|zullen|ga|gaan) (?:ik|we|wij)\b.{{0,60}}\b(?:{_GIVE}|{_PAY})\b
    \b(?:stuur|mail|betaal|geef|regel|lever|zet|breng|maak|krijg|krijgt|ontvang|ontvangt) (?:ik|we|wij|je|u|
    jullie)\b.{{0,60}}\b(?:morgen|vandaag|vanavond|week|maand|\w+dag|zo|over|eind|voor|van mij|van ons)\b
    \b(?:je|u|jullie) (?:krijgt|krijg|krijgen|ontvangt|ontvang|hebt|heeft|hoort|hoor)\b.{{0,60}}\b(?:morgen|vandaag|
    vanavond|week|maand|\w+dag|van mij|van ons|eind|zo|voor)\b
    \b(?:wordt|worden)\b.{{0,40}}\b(?:betaald|overgemaakt|verstuurd|gestuurd|geleverd|voldaan|aangeleverd)\b
    \b(?:volgt|volgen|komt|komen)\b.{{0,30}}\b(?:morgen|vandaag|vanavond|week|\w+dag|eind|zo|eraan|nog)\b
    """,
    denies=r"""
    \b(?:kan|kunnen|zal|ga|wil) (?:ik |we |het )?(?:\w+ )?(?:niet|niets|geen)\b|\b(?:beloof|beloven|zeggen) (?:ik |
    we )?niets\b|\b(?:zei|zeiden|vertelde|beloofde|dacht)\b.{0,30}\bzou\b|\bals (?:je|jij|u)\b
    """,
    pays=r"""
    \b(?:betaal\w*|betaling|betaald|overmaken|overgemaakt|maak .{0,30}over|factuur|facturen|rekening|bedrag|bank|
    geld|voldoen|voldaan|termijn)\b|€
    """,
    tells=r"""
    \b(?:laat .{0,20}weten|weten wanneer|op terug|antwoord|beslis|besluit|bel (?:je|u)|bevestig|hoort|hoor je)\b
    """,
    demands=rf"""
    \b(?:kun|kunt|kan|kunnen|wil|wilt|zou|zouden) (?:je|jij|u|jullie|dit|dat|het|de|er)\b.{{0,80}}\b(?:{_WORK})\b
    \b(?:graag|gelieve)\b.{{0,80}}\b(?:{_WORK})\b
    \b(?:moet|moeten|dient|mag|hoort)\b.{{0,60}}\b(?:{_WORK}|staan|worden|eraf|erop|weg|erbij|anders|groter|
    kleiner)\b
    \b(?:ik|we|wij) (?:wil|willen|zou|zouden|heb|hebben)\b.{{0,60}}\b(?:graag|nodig|{_WORK})\b
    ^(?:en |ook |oh ja,? |nog iets:? )?(?:zet|pas|maak|haal|verander|wijzig|voeg|verwijder|vervang|stuur|plaats|
    kijk|check|corrigeer)\b
    """,
    facts=r"""
    \b(?:laat .{0,15}weten|bel(?:len)? (?:me|mij)|vertel|uitleg\w*|advies|hoeveel|hoe|wat kost|weten|overleggen|
    afspreken|bespreken|wachten)\b
    """,
    broken=r"""
    \b(?:werkt|doet|laadt|klopt|opent) (?:het |nog |weer )?niet\b|\b(?:kapot|stuk|fout|verkeerd|scheef|verdwenen|
    onjuist)\b
    """,
    meets=rf"\b{_MEETING}\b",
    missed=r"""
    \b(?:afspraak|overleg|gesprek)\b.{0,40}\b(?:vergeten|gemist|verzuimd|ontschoten)\b|\b(?:vergeten|
    gemist)\b.{0,40}\b(?:afspraak|overleg|gesprek|vandaag|gisteren)\b|\bhadden\b.{0,40}\bafgesproken\b|\b(?:niemand|
    niet) (?:komen opdagen|verschenen|gekomen)\b|\bsta(?:a)?(?:n|t)? (?:hier|voor (?:de|een)).{0,30}\bdeur\b|
    \bwaar (?:blijf|bleef|blijft|was|ben) (?:je|jij|u)\b|\bin (?:de|mijn) agenda\b|\bverkeerde (?:dag|week|tijd)\b|
    \bzat te wachten\b
    """,
    cancelled=r"""
    \bkan (?:ik |helaas )*(?:vandaag|morgen|\w+dag) (?:helaas |toch )?niet\b
    \b(?:afzeggen|afgezegd|afblazen|annuleren|geannuleerd|zeg .{0,30} af|gaat niet door|
    gaat (?:helaas )?niet lukken|niet door laten gaan|kan (?:helaas |toch )?niet (?:komen|bij|vandaag|morgen|
    \w+dag)|(?:vandaag|morgen|\w+dag) (?:lukt|kan|gaat) (?:helaas |me |toch |het )*niet|lukt (?:helaas |me |toch |
    het )*niet|red (?:ik )?(?:het )?niet)\b|^nee toch niet\b|^nee\b.{0,30}\bgaat niet door\b
    """,
    moved=r"""
    \b(?:verzetten|verzet|verplaatsen|verplaatst|verschuiven|uitstellen|uitgesteld|opschuiven|andere (?:dag|tijd|
    keer|datum)|ander moment|in plaats van|naar (?:maandag|dinsdag|woensdag|donderdag|vrijdag|morgen|
    volgende week))\b
    """,
    otherwise=r"""
    \b(?:opzeggen|opgezegd|abonnement|bestelling|order|contract|evenement|domein|hosting|nieuwsbrief|gaat door|
    zoals gepland|gebeld|oproep)\b
    """,
)
