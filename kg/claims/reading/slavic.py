"""Numbers in Russian and Ukrainian words: their inflected forms, halves, and parts of one.

The forms are those of the grammars (Zaliznyak, *Russkoe imennoe slovoizmenenie*, 1967; *Ukrainian
orthography* of 2019, §105 and §38 for ``пів``): a case is not asked for, but a number is, since
"около тысячи" is one thousand and "тысячи" alone are several.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


def _numbered(rows: str) -> dict[str, int]:
    """Each word with the number of its line, ``12: word word``; е stands for ё."""
    table: dict[str, int] = {}
    for row in rows.strip().splitlines():
        number, _, words = row.partition(":")
        table.update(dict.fromkeys(words.split(), int(number)))
    return table


def _plain(word: str) -> str:
    return word.replace("ё", "е").replace("’", "'").replace("ʼ", "'")


def _regular(rows: str, endings: str) -> dict[str, int]:
    """The forms of words that are declined alike: a number and a stem in each line."""
    return {
        stem + ending: number
        for stem, number in _numbered(rows).items()
        for ending in endings.split()
    }


class Slavic:
    """The numbers of one language. Places and ends are offsets into a text in small letters."""

    def __init__(
        self,
        *,
        cardinals: Mapping[str, int],
        sesqui: str,
        and_half: Mapping[str, Fraction],
        prefixes: str,
        one: str,
        of_one: str,
        governing: str,
        nouns: Mapping[str, int],
        nouns_of: Mapping[str, int],
        nouns_many: Mapping[str, int],
        one_part: Mapping[str, int],
        many_parts: Mapping[str, int],
        share: str,
        out_of: str,
        every: str,
        ordinals: Mapping[str, int],
    ) -> None:
        self._cardinals, self._sesqui = cardinals, frozenset(sesqui.split())
        self._and_half, self._prefixes = and_half, tuple(prefixes.split())
        self._one, self._of_one = frozenset(one.split()), frozenset(of_one.split())
        words = sorted((w.replace("_", " ") for w in governing.split()), key=len, reverse=True)
        self._governing = re.compile(rf"(?:^|.* )(?:{'|'.join(words)}) $")
        self._nouns, self._nouns_of, self._nouns_many = nouns, nouns_of, nouns_many
        self._one_part, self._many_parts = one_part, many_parts
        self._share, self._out_of = frozenset(share.split()), frozenset(out_of.split())
        self._every, self._ordinals = frozenset(every.split()), ordinals
        #: Every word that may stand in a number.
        self.words = frozenset(
            {*cardinals, *nouns, *nouns_of, *nouns_many, *one_part, *many_parts, *ordinals}
        ) | frozenset(" ".join((sesqui, *and_half, one, of_one, share, out_of, every)).split())

    def _word(self, text: str, at: int) -> tuple[str, int]:
        match = _WORD.match(text, at)
        return (_plain(match[0]), match.end()) if match else ("", at)

    def _next(self, text: str, at: int) -> tuple[str, int]:
        """The word behind one blank."""
        return self._word(text, at + 1) if text[at : at + 1] == " " else ("", at)

    def governed(self, text: str, at: int) -> bool:
        """Whether the word before a place asks for a genitive: there "тысячи" is one thousand."""
        return self._governing.match(text[:at]) is not None

    def heads(self, text: str, at: int) -> Iterator[tuple[Fraction, int]]:
        """The numbers in words at a place, without a magnitude: "двести пятьдесят", "полтора"."""
        word, end = self._word(text, at)
        if word in self._sesqui:
            yield Fraction(3, 2), end
        value, room = 0, 1000
        while (number := self._cardinals.get(word)) is not None and number < room:
            value += number
            yield Fraction(value), end
            room = 100 if number >= 100 else 10 if number >= 20 else 0
            room = room if number else 0
            word, end = self._next(text, end)
            if word and self._cardinals.get(word) == 0:
                return

    def and_part(self, text: str, at: int) -> tuple[Fraction, int] | None:
        """ "с половиной" behind a number: the part, and its end."""
        for words, part in self._and_half.items():
            if text.startswith(f" {words}", at) and not text[at + 1 + len(words) :][:1].isalnum():
                return part, at + 1 + len(words)
        return None

    def is_one(self, text: str, at: int) -> bool:
        """Whether a magnitude without a number stands for one of it: "тысяча", "около тысячи"."""
        word, _ = self._word(text, at)
        return word in self._one or (word in self._of_one and self.governed(text, at))

    def half_of(self, text: str, at: int) -> int | None:
        """Where the magnitude begins in "полмиллиона", "пів мільйона"; None for other words."""
        for prefix in self._prefixes:
            if text.startswith(prefix, at):
                start = at + len(prefix)
                word, _ = self._word(text, start + (text[start : start + 1] == " "))
                if word in self._of_one:
                    return start + (text[start : start + 1] == " ")
        return None

    def fractions(self, text: str, at: int) -> Iterator[tuple[Fraction, int]]:
        """The parts of one at a place: "треть", "около трети", "каждый третий"."""
        word, end = self._word(text, at)
        if word in self._nouns:
            yield Fraction(1, self._nouns[word]), end
        elif word in self._nouns_of and self.governed(text, at):
            yield Fraction(1, self._nouns_of[word]), end
        elif word in self._one_part:  # "пятая часть"
            share, stop = self._next(text, end)
            if share in self._share:
                yield Fraction(1, self._one_part[word]), stop
        elif word in self._every:
            nth, stop = self._next(text, end)
            if nth in self._ordinals:
                yield Fraction(1, self._ordinals[nth]), stop

    def counts(self, text: str, at: int) -> Iterator[tuple[int, int]]:
        """The whole numbers in words at a place."""
        for value, end in self.heads(text, at):
            if value.denominator == 1:
                yield int(value), end

    def parted(self, text: str, at: int, count: int) -> Iterator[tuple[Fraction, int]]:
        """A count, and the name of parts behind it: " трети" after two; the form must agree."""
        word, end = self._next(text, at)
        of_one = text[:at].endswith(("одной", "однієї"))
        tables = (self._one_part, self._nouns, self._nouns_of if of_one else {})
        if count > 1:
            tables = (self._many_parts, self._nouns_many, {})
        size = next((table[word] for table in tables if word in table), None)
        if size is None or not count:
            return
        yield Fraction(count, size), end
        share, stop = self._next(text, end)
        if share in self._share and word not in self._nouns_many:
            yield Fraction(count, size), stop

    def out_of(self, text: str, at: int) -> int | None:
        """The end of the word for "out of" behind a count; None where it does not stand there."""
        word, end = self._next(text, at)
        return end + 1 if word in self._out_of and text[end : end + 1] == " " else None


_RU_TEENS = """
11: одиннадцат
12: двенадцат
13: тринадцат
14: четырнадцат
15: пятнадцат
16: шестнадцат
17: семнадцат
18: восемнадцат
19: девятнадцат
20: двадцат
30: тридцат
5: пят
6: шест
7: сем
9: девят
10: десят
"""
RUSSIAN = Slavic(
    cardinals=_regular(_RU_TEENS, "ь и ью") | _numbered("""
0: ноль нуль ноля нуля
1: один одна одно одного одной одну одним одному одном
2: два две двух двум двумя двое двоих
3: три трех трем тремя трое троих
4: четыре четырех четырем четырьмя четверо четверых
5: пятеро пятерых
6: шестеро шестерых
7: семеро семерых
8: восемь восьми восемью восьмью
40: сорок сорока
50: пятьдесят пятидесяти пятьюдесятью
60: шестьдесят шестидесяти шестьюдесятью
70: семьдесят семидесяти семьюдесятью
80: восемьдесят восьмидесяти восемьюдесятью
90: девяносто девяноста
100: сто ста
200: двести двухсот двумстам двумястами двухстах
300: триста трехсот тремстам тремястами
400: четыреста четырехсот четыремстам четырьмястами
500: пятьсот пятисот пятистам пятьюстами
600: шестьсот шестисот шестистам шестьюстами
700: семьсот семисот семистам семьюстами
800: восемьсот восьмисот восьмистам восемьюстами
900: девятьсот девятисот девятистам девятьюстами
"""),
    sesqui="полтора полторы полутора",
    and_half={"с половиной": Fraction(1, 2), "с четвертью": Fraction(1, 4)},
    prefixes="полу пол",
    one="тысяча тысячу тысячей миллион миллионом миллиард триллион сотня сотню сотней десяток дюжина дюжину",
    of_one="тысячи миллиона миллиарда триллиона сотни десятка дюжины",
    governing="""около более больше свыше менее меньше до от с порядка не_более не_менее
        не_больше не_меньше""",
    nouns=_numbered("2: половина половину половиной\n3: треть третью\n4: четверть четвертью"),
    nouns_of=_numbered("2: половины половине\n3: трети\n4: четверти"),
    nouns_many=_numbered("3: трети третей третями третям\n4: четверти четвертей четвертями четвертям"),
    one_part=_regular("5: пят\n6: шест\n8: восьм\n9: девят\n10: десят\n20: двадцат\n100: сот", "ая ую ой")
    | _regular("7: седьм", "ая ую ой")
    | _numbered("3: третья третью третьей\n4: четвертая четвертую четвертой"),
    many_parts=_regular("4: четверт\n5: пят\n6: шест\n7: седьм\n8: восьм\n9: девят\n10: десят\n20: двадцат\n100: сот", "ых ыми ым")
    | _numbered("3: третьих третьими"),
    share="часть части частью частей",
    out_of="из",
    every="каждый каждая каждое каждого каждую",
    ordinals=_numbered("""
2: второй вторая второе второго вторую
3: третий третья третье третьего третью
4: четвертый четвертая четвертое четвертого
5: пятый пятая пятое пятого
6: шестой шестая
7: седьмой седьмая
8: восьмой восьмая
9: девятый девятая
10: десятый десятая десятое десятого
"""),
)  # fmt: skip
_UK_TEENS = """
5: п'ят
9: дев'ят
10: десят
11: одинадцят
12: дванадцят
13: тринадцят
14: чотирнадцят
15: п'ятнадцят
16: шістнадцят
17: сімнадцят
18: вісімнадцят
19: дев'ятнадцят
20: двадцят
30: тридцят
50: п'ятдесят
60: шістдесят
70: сімдесят
80: вісімдесят
"""
UKRAINIAN = Slavic(
    cardinals=_regular(_UK_TEENS, "ь и ьох ьом ьома") | _numbered("""
0: нуль нуля
1: один одна одне одного однієї одну одним одному
2: два дві двох двом двома двоє
3: три трьох трьом трьома троє
4: чотири чотирьох чотирьом чотирма четверо
5: п'ятеро
6: шість шести шістьох шістьома шестеро
7: сім семи сімох сьома семеро
8: вісім восьми вісьмох вісьмома
40: сорок сорока
50: п'ятдесят
60: шістдесят
70: сімдесят
80: вісімдесят
90: дев'яносто дев'яноста
100: сто ста
200: двісті двохсот двомстам двомастами
300: триста трьохсот трьомстам трьомастами
400: чотириста чотирьохсот чотирмастами
500: п'ятсот п'ятисот п'ятьмастами
600: шістсот шестисот шістьмастами
700: сімсот семисот сьомастами
800: вісімсот восьмисот вісьмастами
900: дев'ятсот дев'ятисот дев'ятьмастами
"""),
    sesqui="півтора півтори",
    and_half={"з половиною": Fraction(1, 2), "з чвертю": Fraction(1, 4)},
    prefixes="пів",
    one="тисяча тисячу тисячею мільйон мільйоном мільярд трильйон сотня сотню сотнею десяток дюжина дюжину",
    of_one="тисячі мільйона мільярда трильйона сотні десятка дюжини",
    governing="""близько біля більше менше до від з порядку не_більше не_менше""",
    nouns=_numbered("2: половина половину половиною\n3: третина третину третиною\n4: чверть чвертю"),
    nouns_of=_numbered("2: половини половині\n3: третини третині\n4: чверті"),
    nouns_many=_numbered("3: третини третин третинами\n4: чверті чвертей чвертями"),
    one_part=_regular("4: четверт\n5: п'ят\n6: шост\n7: сьом\n8: восьм\n9: дев'ят\n10: десят\n20: двадцят\n100: сот", "а у ої ою")
    | _numbered("3: третя третю третьої"),
    many_parts=_regular("4: четверт\n5: п'ят\n6: шост\n7: сьом\n8: восьм\n9: дев'ят\n10: десят\n20: двадцят\n100: сот", "их ими і")
    | _numbered("3: третіх третіми"),
    share="частина частину частини частиною частин",
    out_of="з із зі",
    every="кожен кожний кожна кожне кожного кожну",
    ordinals=_numbered("""
2: другий друга друге другого другу
3: третій третя третє третього третю
4: четвертий четверта четверте четвертого
5: п'ятий п'ята п'яте п'ятого
6: шостий шоста
7: сьомий сьома
8: восьмий восьма
9: дев'ятий дев'ята
10: десятий десята десяте десятого
"""),
)  # fmt: skip
SLAVIC = {"ru": RUSSIAN, "uk": UKRAINIAN}
