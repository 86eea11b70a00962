"""Ways to say numbers and times that the reader of texts sees and cannot read.

Where a passage has one, a number or a date of a claim that is not found may still be meant by it:
the claim is not checkable. Nothing that stands inside one is a number of its own.
"""

from __future__ import annotations

import re

_RU_NTH = "втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят"
_UK_NTH = "друг|трет|четверт|п['’ʼ]ят|шост|сьом|восьм|дев['’ʼ]ят|десят"
_COUNT = "[0-9]+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty"
_KO_DIGITS = "(?:[0-9]+|[일이삼사오육칠팔구십]+)"
_KO_COUNTER = "(?:명|인|발|대|척|기|문|정|개|건)"
_MAGNITUDE_EN = "(?:dozen|hundred|thousand|million|billion)s?"

_NUMBERS = {
    "en": rf"""half-(?:a-)?{_MAGNITUDE_EN} | \bevery\ (?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b
        | \ba\ (?:pair|trio|quartet|brace|couple)\b
        | \b(?:{_COUNT})\ (?:in|out\ of)\ (?:every\ )?a\ (?:hundred|thousand|million)\b
        | \b(?:{_COUNT}|a\ {_MAGNITUDE_EN})[ -]and[ -](?:(?:a|one)[ -](?:third|quarter)|(?:two|three)[ -](?:thirds|quarters))(?:\ {_MAGNITUDE_EN})?
        | \b[0-9]+(?:-some(?:thing)?|-?ish)\b | \b[a-z]+ty-some(?:thing)?\b
        | \b(?:half|a\ (?:third|quarter|tenth|fifth))\ (?:of\ )?(?:a|one|1)\ per\ ?cent\b
        | \b(?:{_COUNT}|a)[ -](?:elev|twelf|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twentie|thirtie|fiftie|hundred|thousand)ths?\b
        | \b[a-z-]+\ (?:thousand|million|billion),\ (?:[a-z-]+\ )?(?:hundred|thousand)(?:\ and\ [a-z-]+)?\b
        | \bquarter[- ](?:million|billion)\b""",
    "ru": rf"""[\w,]+\ со?\ (?:половиной|четвертью|третью)(?:\ (?:тыс|млн|млрд|сот|десят)\w*\.?|\ (?:тысяч|миллион|миллиард)\w*)?
        | \bкажд\w+\ (?:{_RU_NTH})\w*
        | \b(?:[0-9]+|од(?:ин|на|но|ного|ной|ну)|дв[аео]\w*|тр[иое]\w*)\ из\ (?:[0-9]+|[а-яё]+(?:[хи]|ста))\b
        | \bпол(?:у)?(?:сотни|дюжины|десятка|миллиарда)\b
        | \b(?:около|более|больше|свыше|менее|меньше|до|порядка)\ (?:сотни|десятка|дюжины)\b
        | \b[а-яё]+\ (?:шест|седьм|восьм|девят|двадцат|сот)ых\b
        | \b(?:двое|трое|четверо|пятеро|шестеро|семеро|восьмеро|девятеро|десятеро|оба|обе)\b""",
    "uk": rf"""[\w,'’ʼ]+\ з[іи]?\ (?:половиною|чвертю|третиною)(?:\ (?:тис|млн|млрд)\b\.?|\ (?:тисяч|мільйон|мільярд|сот|десят)\w*)?
        | \bкож(?:ен|н\w+)\ (?:{_UK_NTH})\w*
        | \b(?:[0-9]+|од(?:ин|на|не|ного|нієї|ну)|дв[аоі]\w*|тр[иоь]\w*)\ (?:з|із|зі)\ (?:[0-9]+|[а-яіїє'’ʼ]+(?:х|и|ста))\b
        | \bпів(?:сотні|дюжини|десятка|мільярда)\b
        | \b(?:близько|більше|менше|до|порядку)\ (?:сотні|десятка|дюжини)\b
        | \b[а-яіїє'’ʼ]+\ (?:шост|сьом|восьм|дев['’ʼ]ят|двадцят|сот)их\b
        | \b(?:двоє|троє|четверо|п['’ʼ]ятеро|шестеро|семеро|обидва|обидві|обоє)\b""",
    "ko": rf"""{_KO_DIGITS}\ ?분의\ ?{_KO_DIGITS}
        | [0-9]+\ ?{_KO_COUNTER}\ 중(?:에서|에)?\ [0-9]+
        | (?:하나|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)\ ?{_KO_COUNTER}\ 중(?:에서|에)?\ (?:하나|한|두|세|네|다섯|여섯|일곱|여덟|아홉)
        | (?<![가-힣])(?:스무|(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)(?:하나|한|두|세|네|다섯|여섯|일곱|여덟|아홉)?)\ ?{_KO_COUNTER}
        | [0-9]\ ?[십백천만억]*\ ?{_KO_COUNTER}?(?:이|가|을|를)?\ ?(?:넘지|초과하지|웃돌지)
        | [0-9]\ ?[십백천만억]*\ ?{_KO_COUNTER}?\ ?(?:이상|이하|미만)[은는이]?\ (?:아니|아닌)
        | (?<![0-9.,])[1-9],\ ?[1-9]\ ?(?:십|백|천|만|억) | (?<![0-9.,])[1-9][·∙ㆍ][1-9]\ ?(?:십|백|천|만|억)
        | [0-9]\ ?[십백천만억]*\ ?{_KO_COUNTER}?(?:도|이|가|에)\ ?(?:채\ )?(?:안\ ?되|안\ ?돼|못\ ?미치|못\ ?미친|미치지\ 못)
        | (?<![가-힣])(?:한두|두세|두서너|서너|너댓|대여섯|예닐곱)\ ?{_KO_COUNTER}""",
}  # fmt: skip
#: Of each way to say a number above, words or letters without which it is not said.
_NEEDED = {
    "en": ("half-", "every ", "a pair", "a trio", "a quartet", "a brace", "a couple", " a hundred", " a thousand",
        " a million", "third", "quarter", "-some", "ish", "per cent", "percent", "elevth", "twelfth", "teenth",
        "tieth", "hundredth", "thousandth", "thousand, ", "million, ", "billion, "),
    "ru": ("половиной", "четвертью", "третью", "кажд", " из ", "сотни", "дюжины", "десятка", "миллиарда", " шестых",
        " седьмых", " восьмых", " девятых", " десятых", " двадцатых", " сотых", "двое", "трое", "четверо",
        "пятеро", "шестеро", "семеро", "восьмеро", "девятеро", "десятеро", "оба", "обе"),
    "uk": ("половиною", "чвертю", "третиною", "кож", " з ", " із ", " зі ", "сотні", "дюжини", "десятка", "мільярда",
        " шостих", " сьомих", " восьмих", "ятих", " десятих", " двадцятих", " сотих", "двоє", "троє", "четверо",
        "ятеро", "шестеро", "семеро", "обидв", "обоє"),
    "ko": ("분의", "중", "스무", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔", "한두", "두세",
        "두서너", "서너", "너댓", "대여섯", "예닐곱", ", ", ",1", ",2", ",3", ",4", ",5", ",6", ",7", ",8", ",9", "·", "∙", "ㆍ",
        "넘지", "하지", "돌지", "아니", "아닌", "안 되", "안되", "안 돼", "안돼", "못 미", "못미", "미치지 못"),
}  # fmt: skip
_RU_MONTHS = "январ|феврал|март|апрел|ма[яю]|июн|июл|август|сентябр|октябр|ноябр|декабр"
_UK_MONTHS = "січ|лют|берез|квіт|трав|черв|лип|серп|верес|жовт|листопад|груд"
_EN_SEASON = "(?:spring|summer|autumn|fall|winter)"
_EN_PLACE = r"(?:early|mid|late|beginning\ of|start\ of|middle\ of|end\ of|earlier|later)"
_TIMES = {
    "en": rf"""\b{_EN_PLACE}[ -](?:in\ )?(?:the\ )?{_EN_SEASON}\b | \b{_EN_PLACE}\ (?:last|this|next)\ (?:week|month|year)\b
        | \b(?:[0-9]+|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|a\ few)\ (?:day|week|month|year)s?\ ago\b
        | \b(?:last|next|this)\ {_EN_SEASON}\b | \b(?:first|second|third|last)\ week\ of\b | \bday\ before\ yesterday\b
        | \b(?:first|second)\ half\ of\ (?:the\ )?{_EN_SEASON}\b | \bmid(?:summer|winter)\b""",
    "ru": rf"""\b(?:ранн|поздн)\w+\ (?:весн|лет|осен|зим)\w* | \b(?:начал|середин|кон)\w*\ (?:весн|лет|осен|зим)\w*
        | \b(?:прошл(?:ого|ый|ую)|следующ\w+|нынешн\w+|этого)\ (?:месяц|год|недел)\w*
        | \b(?:прошл|следующ|нынешн|эт)\w+\ (?:весн|осен|лет|зим)\w* | \b(?:начал|середин|кон)\w*\ (?:прошл|эт)\w+ | \bпозавчера\b | \bзавтра\b
        | \b(?:дн|недел|месяц|год|лет)\w*\ назад\b | \bдо\ (?:(?:{_RU_MONTHS})\w*|лета|весны|осени|зимы|[12][0-9]{{3}})
        | \bко?\ (?:(?:{_RU_MONTHS})\w*|лету|весне|осени|зиме)""",
    "uk": rf"""\b(?:ранн|пізн)\w+\ (?:весн|літ|ос[еі]н|зим)\w* | \b(?:на\ )?(?:почат|середин|кін|наприкін)\w*\ (?:весн|літ|осен|зим)\w*
        | \b(?:наступн\w+|минул(?:ий|ому|ої|у))\ (?:місяц|р[оі]к|тиж)\w*
        | \b(?:минул|наступн|ц)\w+\ (?:весн|ос[еі]н|літ|зим)\w* | \b(?:на\ )?(?:почат|середин|кін|наприкін)\w*\ (?:минул|цьо)\w+ | \bпозавчора\b | \bзавтра\b | \b(?:дн|тижн|місяц|рок)\w*\ тому\b
        | \bдо\ (?:(?:{_UK_MONTHS})\w*|літа|весни|осені|зими|[12][0-9]{{3}})""",
    "ko": r"""하순|상순|초순|초(?:봄|여름|가을|겨울)|늦(?:봄|여름|가을|겨울)|다음\s?달|내달|내년|다음\s?주|그저께|내일
        | [0-9]+\s?(?:일|주|주일|개월|달|년)\s?전 | 이전 | 금년""",
}  # fmt: skip
NUMBERS = {code: re.compile(form, re.VERBOSE | re.IGNORECASE) for code, form in _NUMBERS.items()}
TIMES = {code: re.compile(form, re.VERBOSE | re.IGNORECASE) for code, form in _TIMES.items()}
_DAYS_OF_WEEK = (
    "monday mon понедельник понеділок 월", "tuesday tue вторник вівторок 화",
    "wednesday wed среда среду середа середу 수", "thursday thu четверг четвер 목",
    "friday fri пятница пятницу п'ятниця п'ятницю п’ятниця п’ятницю 금",
    "saturday sat суббота субботу субота суботу 토", "sunday sun воскресенье неділя неділю 일",
)  # fmt: skip
_WEEKDAYS = {word: day for day, words in enumerate(_DAYS_OF_WEEK) for word in words.split()}
_BEFORE = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)?)\.?,?\s+(?:the\s+)?$")
_BEHIND = re.compile(
    r",?\s*\(?([월화수목금토일])(?:요일|\))|,?\s*\(?([^\W\d_]+(?:['’][^\W\d_]+)?)\)?"
)


def number_spans(text: str, code: str) -> list[tuple[int, int]]:
    """The places (end exclusive) of numbers of a passage that are not read, in a language."""
    form, small = NUMBERS.get(code), text.lower()
    for needed in _NEEDED.get(code, ()):
        if form is not None and needed in small:
            return [match.span() for match in form.finditer(text)]
    return []


def time_words(text: str, code: str) -> str:
    """The first words of a time that is not read, in a language; empty where there are none."""
    form = TIMES.get(code)
    match = form.search(text) if form else None
    return match[0] if match else ""


def weekday_beside(text: str, start: int, end: int) -> int | None:
    """The weekday (0: Monday) that stands at a date from ``start`` to ``end``; None for none."""
    if (match := _BEFORE.search(text[max(0, start - 20) : start])) is not None:
        found = _WEEKDAYS.get(match[1].lower())
        if found is not None:
            return found
    match = _BEHIND.match(text, end)
    return _WEEKDAYS.get((match[1] or match[2]).lower()) if match else None
