"""Korean, as the reader of texts knows it; particles stand glued to the words."""

from __future__ import annotations

from fractions import Fraction

from kg.claims.evidence.stated.language import Language, by_word, hedges, numbered, phrases, words

KOREAN = Language(
    code="ko",
    decimal=".",
    stems=True,
    cardinals=numbered("""
1: 일 한
2: 이 두
3: 삼 세
4: 사 네
5: 오 다섯
6: 육 여섯
7: 칠 일곱
8: 팔 여덟
9: 구 아홉
"""),
    magnitudes=numbered("""
10: 십
100: 백
1000: 천
10000: 만
100000000: 억
1000000000000: 조
"""),
    fractions={"절반": Fraction(1, 2)},
    before=hedges("""
approximately aboutBetween: 약, 대략, 어림잡아, ~
atLeast: 최소, 최소한, 적어도
upTo: 최대, 많아야
asManyAs upTo: 많게는, 무려
nearly: 거의
exactly: 정확히, 꼭
totalOf exactly: 총, 모두, 합계, 도합, 총계
"""),
    after=hedges("""
orMore atLeast: 이상
upTo: 이하, 까지
fewerThan: 미만
moreThan: 초과, 넘, 웃도
nearly: 가까, 육박
approximately aboutBetween: 가량, 정도, 쯤, 안팎, 내외
approximately moreThan: 여
"""),
    range_from=frozenset(),
    range_to=words("에서 내지"),
    skipped=words("포탄 병력 군인 북한군 병사 사람 탄약 미사일 무기 컨테이너 포병"),
    percent=words("퍼센트 프로"),
    measures=words("년 월 일 시간 분 초 개월 주 km mm cm m 킬로미터 미터 밀리 톤 달러 원 유로 루블 세 살 도 킬로 kg 차례 번 회 위 배 시 층 포인트"),
    things=by_word("""
person: 명 인 병사 군인 병력 사상자 사망자 부상자 전사자
round shell: 발
container: 컨테이너 개의컨테이너
piece: 대 척 기 문 드론 전차 미사일 정의 정을
other: 개국 개여단 개사단 개대대 여단 사단 대대 연대 중대 곳 건
"""),
    families=by_word("""
killed: 사망 전사 숨졌 숨진
wounded: 부상 다쳤 다친
casualties: 사상
captured: 포로
missing: 실종
"""),
    vague=phrases("""
several: 몇, 여러
tensOf: 수십, 몇십
hundredsOf: 수백, 몇백
thousandsOf: 수천, 몇천
tensOfThousandsOf: 수만, 몇만
hundredsOfThousandsOf: 수십만, 몇십만
millionsOf: 수백만
tensOfMillionsOf: 수천만
hundredsOfMillionsOf: 수억
billionsOf: 수십억
most: 대부분, 대다수, 과반, 과반수
nearlyHalf: 거의 절반
roughlyHalf: 약 절반, 절반가량, 절반 가량, 절반 정도
almostExclusively: 거의 전적으로, 거의 모두, 거의 전부
"""),
    vague_words=words("수백 수천 수만 수십 수십만 수백만 몇"),
    designators=words("제 제- 유형 조 항"),
    ordinal_suffixes=words("번째 차 호 군단 사단 여단 연대"),
    stops=frozenset(),
    strange=words("경 해 lakh"),
)  # fmt: skip
