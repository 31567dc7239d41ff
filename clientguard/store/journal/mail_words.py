"""What most mail has in common: the preset dictionary with which originals are compressed.

It is part of the file format: originals that were stored with it can only be read with the very same bytes, so it is
never changed. A better one gets a number of its own beside it (`recipes.DICTIONARIES`). It is not trained on any
casebook's mail, since then bytes of one message would be needed to read another, and erasing the one would lose both.
What is most common stands last: deflate reaches nearer text with fewer bits.
"""

from __future__ import annotations

WORDS_1 = b"""
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1.0"><style type="text/css"><!--
@font-face {font-family:Calibri; panose-1:2 15 5 2 2 2 4 3 2 4;} p.MsoNormal, li.MsoNormal, div.MsoNormal
{margin:0cm; margin-bottom:.0001pt; font-size:11.0pt; font-family:"Calibri",sans-serif;} a:link {color:#0563C1;}
--></style></head><body lang="EN-US" link="#0563C1" vlink="#954F72"><div class="WordSection1"><p class="MsoNormal">
</p><o:p>&nbsp;</o:p></span></p></div></body></html><table width="100%" border="0" cellspacing="0" cellpadding="0"
 align="center" bgcolor="#ffffff"><tbody><tr><td valign="top" style="font-family: Arial, Helvetica, sans-serif;
 font-size: 14px; line-height: 20px; color: #333333; padding: 0; text-decoration: none; margin: 0px 0px 0px 0.8ex;
 border-left: 1px solid rgb(204, 204, 204); padding-left: 1ex" target="_blank"><a href="https://www.</a></td></tr>
</tbody></table><img src="cid:image001.png@01" width="1" height="1" alt="" style="display: block"><br clear="all">
<div class="gmail_quote"><blockquote class="gmail_quote"><div dir="ltr"><div dir="auto"><div><br></div></div></div>
<br>=3D"=20
Microsoft Outlook 16.0 Apple Mail (2.3774.300.61.1.2) Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101
 Thunderbird/102.4.0 Roundcube Webmail/1.6.0 iPhone Mail (20B101) PHPMailer
List-Help: <mailto:-help@> List-Unsubscribe: <mailto:-unsubscribe@> List-Post: <mailto: List-Id: <. Precedence: bulk
Mailing-List: contact -help@; run by ezmlm Delivered-To: mailing list Reply-To: Auto-Submitted: auto-generated
X-Spam-Check-By: X-Virus-Checked: Checked by ClamAV on X-Virus-Scanned: Debian amavisd-new at X-Spam-Status: No,
 score= required= tests=[BAYES_00=-1.9, DKIM_SIGNED=0.1, DKIM_VALID=-0.1, DKIM_VALID_AU=-0.1, FREEMAIL_FROM=0.001,
 HTML_MESSAGE=0.001, RCVD_IN_DNSWL_NONE=-0.0001, RCVD_IN_MSPIKE_H2=-0.001, SPF_HELO_NONE=0.001, SPF_PASS=-0.001,
 URIBL_BLOCKED=0.001] autolearn=ham autolearn_force=no X-Spam-Flag: NO X-Spam-Score: X-Spam-Level: X-ASF-Spam-Status:
X-Proofpoint-Virus-Version: vendor=fsecure engine= definitions= signatures=0 X-Originating-IP: X-Priority: 3 (Normal)
X-MS-Exchange-Organization-AuthAs: Internal X-MS-Exchange-CrossTenant-OriginalArrivalTime: X-MS-Has-Attach:
X-MS-TNEF-Correlator: X-Microsoft-Antispam: BCL:0; X-OriginatorOrg: X-Forefront-Antispam-Report: CIP:; CTRY:; LANG:en;
Thread-Topic: Re: Thread-Index: Accept-Language: en-US, de-DE Content-Language: en-US Importance: Normal
X-Google-DKIM-Signature: X-Google-Smtp-Source: X-Gm-Message-State: X-Received: by 2002:a05:6000: with SMTP id
X-Mailer: User-Agent: X-Authentication-Warning: Return-Path: <> Authentication-Results: mx.google.com;
 dkim=pass header.i=@ header.s= header.b=; dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=; arc=none
Received-SPF: pass (google.com: domain of designates as permitted sender) client-ip=; spf=pass smtp.mailfrom=
ARC-Seal: i=1; a=rsa-sha256; t=; cv=none; d=google.com; s=arc-20160816; b=
ARC-Authentication-Results: i=1; ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed;
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=gmail.com; s=20210112; q=dns/txt; t=; x=;
 h=mime-version:references:in-reply-to:from:date:message-id:subject:to:cc:content-type:reply-to;
 bh=; b=
Received: from mail.protection.outlook.com (2603:10a6:) by eurprd.prod.outlook.com with Microsoft SMTP Server
 (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20. via Frontend Transport;
Received: (qmail invoked by uid 99); Received: from unknown (HELO by apache.org (qpsmtpd/0.29) with SMTP;
 with LMTP id envelope-from < (Exim 4.94) with ESMTPSA id (envelope-from <
Received: from localhost (localhost [127.0.0.1]) by (Postfix) with ESMTP id for <; Mon, Tue, Wed, Thu, Fri, Sat, Sun,
Received: from mail- (unknown [10.0.0.]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)
 key-exchange X25519 server-signature RSA-PSS (2048 bits)) (No client certificate requested) by mx with ESMTPS id
From: To: Cc: Subject: =?utf-8?Q? =?UTF-8?B? =?iso-8859-1?Q? ?= Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec 2024
 2025 2026 +0000 (UTC) +0100 (CET) +0200 (CEST) -0700 (PDT) -0800 (PST) (GMT) In-Reply-To: < References: < <
Message-ID: <@mail.gmail.com> Date: MIME-Version: 1.0
Content-Disposition: attachment; filename=".pdf"; size=; creation-date="; Content-ID: <image001.png@
Content-Type: application/pdf; name="Content-Type: image/png; name="Content-Transfer-Encoding: base64
Content-Description: application/octet-stream; application/vnd.openxmlformats-officedocument.wordprocessingml.document
Content-Type: multipart/mixed; boundary="----=_Part_Content-Type: multipart/related; boundary="----=_NextPart_000_
This is a multi-part message in MIME format.
Content-Type: multipart/alternative; boundary="000000000000
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: quoted-printable
Content-Type: text/plain; charset=us-ascii; format=flowed; delsp=yes
Content-Type: text/plain; charset="iso-8859-1" Content-Disposition: inline
Content-Type: text/plain; charset="UTF-8"
Content-Transfer-Encoding: 8bit
Content-Transfer-Encoding: 7bit

"""
