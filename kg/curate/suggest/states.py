"""States: the English name, the adjectives and the seats of government by which texts mean them.

Each line: names ``|`` adjectives ``|`` capitals, several with ``;``; the first name is the label of
a state that the graph does not know. General knowledge; rigour has such a list too, but builds it in
1.4 s of CPU, most of what an article may take. What is also a common word or another's name ("Korean",
"Jordan", "Chad", "Guinea", "Victoria") is left out.
"""

from __future__ import annotations

_TABLE = """
Afghanistan|Afghan|Kabul
Albania|Albanian|Tirana
Algeria|Algerian|Algiers
Angola|Angolan|Luanda
Argentina|Argentine;Argentinian|Buenos Aires
Armenia|Armenian|Yerevan
Australia|Australian|Canberra
Austria|Austrian|Vienna
Azerbaijan|Azerbaijani|Baku
Bahrain|Bahraini|Manama
Bangladesh|Bangladeshi|Dhaka
Belarus|Belarusian|Minsk
Belgium|Belgian|
Bolivia|Bolivian|
Bosnia and Herzegovina|Bosnian|Sarajevo
Brazil|Brazilian|Brasilia
Bulgaria|Bulgarian|Sofia
Burkina Faso|Burkinabe|Ouagadougou
Burundi|Burundian|
Cambodia|Cambodian|Phnom Penh
Cameroon|Cameroonian|Yaounde
Canada|Canadian|Ottawa
Central African Republic|Central African|Bangui
Chile|Chilean|
China;People's Republic of China|Chinese|Beijing
Colombia|Colombian|Bogota
Croatia|Croatian|Zagreb
Cuba|Cuban|Havana
Cyprus|Cypriot|Nicosia
Czech Republic;Czechia|Czech|Prague
Democratic Republic of the Congo|Congolese|Kinshasa
Denmark|Danish|Copenhagen
Ecuador|Ecuadorian|Quito
Egypt|Egyptian|Cairo
Eritrea|Eritrean|Asmara
Estonia|Estonian|Tallinn
Ethiopia|Ethiopian|Addis Ababa
Finland|Finnish|Helsinki
France|French|Paris
Germany|German|Berlin
Ghana|Ghanaian|Accra
Greece|Greek|Athens
Hungary|Hungarian|Budapest
Iceland|Icelandic|Reykjavik
India|Indian|New Delhi
Indonesia|Indonesian|Jakarta
Iran;Islamic Republic of Iran|Iranian|Tehran;Teheran
Iraq|Iraqi|Baghdad
Ireland|Irish|Dublin
Israel|Israeli|
Italy|Italian|Rome
Ivory Coast|Ivorian|
Japan|Japanese|Tokyo
Kazakhstan|Kazakh;Kazakhstani|Astana
Kenya|Kenyan|Nairobi
Kuwait|Kuwaiti|
Kyrgyzstan|Kyrgyz|Bishkek
Laos|Laotian|Vientiane
Latvia|Latvian|Riga
Lebanon|Lebanese|Beirut
Libya|Libyan|Tripoli
Lithuania|Lithuanian|Vilnius
Malaysia|Malaysian|Kuala Lumpur
Mali|Malian|Bamako
Mexico|Mexican|
Moldova|Moldovan|Chisinau
Mongolia|Mongolian|Ulaanbaatar
Montenegro|Montenegrin|Podgorica
Morocco|Moroccan|Rabat
Mozambique|Mozambican|Maputo
Myanmar;Burma|Burmese|Naypyidaw
Nepal|Nepalese|Kathmandu
Netherlands;the Netherlands|Dutch|
New Zealand||Wellington
Nicaragua|Nicaraguan|Managua
Niger|Nigerien|Niamey
Nigeria|Nigerian|Abuja
North Korea;DPRK;Democratic People's Republic of Korea|North Korean|Pyongyang
North Macedonia|North Macedonian|Skopje
Norway|Norwegian|Oslo
Oman|Omani|
Pakistan|Pakistani|Islamabad
Peru|Peruvian|Lima
Philippines;the Philippines|Philippine;Filipino|Manila
Poland|Polish|Warsaw
Portugal|Portuguese|Lisbon
Qatar|Qatari|Doha
Romania|Romanian|Bucharest
Russia;Russian Federation|Russian|Moscow
Rwanda|Rwandan|Kigali
Saudi Arabia|Saudi;Saudi Arabian|Riyadh
Senegal|Senegalese|Dakar
Serbia|Serbian|Belgrade
Slovakia|Slovak|Bratislava
Slovenia|Slovenian|Ljubljana
Somalia|Somali|Mogadishu
South Africa|South African|Pretoria
South Korea;Republic of Korea;ROK|South Korean|Seoul
South Sudan|South Sudanese|Juba
Spain|Spanish|Madrid
Sri Lanka|Sri Lankan|Colombo
Sudan|Sudanese|Khartoum
Sweden|Swedish|Stockholm
Switzerland|Swiss|
Syria|Syrian|Damascus
Taiwan|Taiwanese|Taipei
Tajikistan|Tajik|Dushanbe
Tanzania|Tanzanian|
Thailand|Thai|Bangkok
Tunisia|Tunisian|
Turkey;Türkiye|Turkish|Ankara
Turkmenistan|Turkmen|Ashgabat
Uganda|Ugandan|Kampala
Ukraine|Ukrainian|Kyiv;Kiev
United Arab Emirates;UAE|Emirati|Abu Dhabi
United Kingdom;Britain;Great Britain;UK|British|London
United States;United States of America;US;U.S.;USA|American|Washington
Uzbekistan|Uzbek|Tashkent
Venezuela|Venezuelan|Caracas
Vietnam|Vietnamese|Hanoi
Yemen|Yemeni|Sanaa
Zambia|Zambian|Lusaka
Zimbabwe|Zimbabwean|Harare
"""


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


#: Each state: its names (the first is its label), its adjectives, its capitals.
STATES: tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = tuple(
    (_parts(names), _parts(adjectives), _parts(capitals))
    for names, adjectives, capitals in (line.split("|") for line in _TABLE.strip().splitlines())
)
