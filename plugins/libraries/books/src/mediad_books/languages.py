"""Codes of languages as books say them: `en-US`, `eng`, `English`; here each is the shortest code that it has."""

from __future__ import annotations

import re

_CODE = re.compile(r"([a-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_].{0,20})?", re.IGNORECASE)
_SHORT = {
    long: short
    for short, longs in (
        line.split("=")
        for line in (
            "ar=ara be=bel bg=bul bn=ben bs=bos ca=cat cs=cze,ces cy=wel,cym da=dan de=ger,deu el=gre,ell en=eng "
            "eo=epo es=spa et=est eu=baq,eus fa=per,fas fi=fin fr=fre,fra ga=gle gl=glg he=heb hi=hin hr=hrv hu=hun "
            "hy=arm,hye id=ind is=ice,isl it=ita ja=jpn ka=geo,kat kk=kaz ko=kor la=lat lb=ltz lt=lit lv=lav "
            "mk=mac,mkd ml=mal mr=mar ms=may,msa nb=nob nl=dut,nld nn=nno no=nor pl=pol pt=por ro=rum,ron ru=rus "
            "sa=san sk=slo,slk sl=slv sq=alb,sqi sr=srp sv=swe sw=swa ta=tam te=tel th=tha tr=tur uk=ukr ur=urd "
            "vi=vie yi=yid zh=chi,zho"
        ).split()
    )
    for long in longs.split(",")
}
_NAMES = {
    name: code
    for code, names in (
        line.split("=")
        for line in (
            "en=english,anglais,englisch,ingl\u00e9s,inglese de=german,deutsch,allemand,alem\u00e1n,tedesco fr=french,"
            "fran\u00e7ais,franz\u00f6sisch,franc\u00e9s es=spanish,espa\u00f1ol,castellano,spanisch,"
            "espagnol it=italian,italiano,italienisch pt=portuguese,portugu\u00eas nl=dutch,nederlands sv=swedish,"
            "svenska da=danish,dansk no=norwegian,norsk fi=finnish,suomi pl=polish,polski cs=czech,"
            "\u010de\u0161tina ru=russian,\u0440\u0443\u0441\u0441\u043a\u0438\u0439 uk=ukrainian ja=japanese,"
            "\u65e5\u672c\u8a9e zh=chinese,\u4e2d\u6587 ko=korean,\ud55c\uad6d\uc5b4 tr=turkish,"
            "t\u00fcrk\u00e7e hu=hungarian,magyar el=greek ar=arabic he=hebrew la=latin,"
            "latina hi=hindi ro=romanian ca=catalan,catal\u00e0"
        ).split()
    )
    for name in names.split(",")
}
_NONE = frozenset(("und", "mul", "zxx", "mis", "un", "xx"))


def code(text: str) -> str:
    """Give the code of a language, or "" where it is none: `eng` and `English` are `en`, `en_us` is `en-US`."""
    word = text.strip()[:60]
    if known := _NAMES.get(word.lower()):
        return known
    found = _CODE.fullmatch(word)
    if not found or found[1].lower() in _NONE:
        return ""
    parts = [_SHORT.get(found[1].lower(), found[1].lower())]
    parts += [found[2].title()] if found[2] else []
    parts += [found[3].upper()] if found[3] else []
    return "-".join(parts)
