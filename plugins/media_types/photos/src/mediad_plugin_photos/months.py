"""Names of months in the languages that people call folders in."""

from __future__ import annotations

from mediad_sdk.text import fold

_TABLE = """
1 january jan januar janvier enero gennaio janeiro januari styczeń stycznia leden ledna tammikuu ocak ianuarie
1 январь января
2 february feb februar février febrero febbraio fevereiro februari luty lutego únor února helmikuu şubat februarie
2 февраль февраля
3 march mar märz maerz mrz mars marzo março maart marzec marca březen března maaliskuu mart martie март марта
4 april apr avril abril aprile kwiecień kwietnia duben dubna huhtikuu nisan aprilie апрель апреля
5 may mai mayo maggio maio mei maj maja květen května toukokuu mayis май мая
6 june jun juni juin junio giugno junho czerwiec czerwca červen června kesäkuu haziran iunie июнь июня
7 july jul juli juillet julio luglio julho lipiec lipca červenec července heinäkuu temmuz iulie июль июля
8 august aug août agosto augustus augusti sierpień sierpnia srpen srpna elokuu ağustos август августа
9 september sep sept septembre septiembre settembre setembro wrzesień września září syyskuu eylül septembrie
9 сентябрь сентября
10 october oct oktober okt octobre octubre ottobre outubro październik października říjen října lokakuu ekim octombrie
10 октябрь октября
11 november nov novembre noviembre novembro listopad listopada marraskuu kasim noiembrie ноябрь ноября
12 december dec dezember dez décembre diciembre dicembre dezembro grudzień grudnia prosinec prosince joulukuu aralik
12 декабрь декабря decembrie
"""
_NUMBERS = {
    fold(name): int(month) for month, *names in (line.split() for line in _TABLE.strip().split("\n")) for name in names
}
_LONGEST = max(map(len, _NUMBERS))


def number(word: str) -> int:
    """Give the number of the month that a word names, 0 where it names none."""
    return _NUMBERS.get(fold(word).replace("ı", "i"), 0) if len(word) <= _LONGEST else 0  # noqa: RUF001  # Turkish
