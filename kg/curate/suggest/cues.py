"""The words by which English texts say who speaks, how surely, and what is counted. Data alone."""

from __future__ import annotations


def listed(text: str) -> frozenset[str]:
    """The words of a list that is written as a text."""
    return frozenset(text.split())


#: Verbs of speech and how each puts its words forward: the modality, "" where it says it plainly.
SPEECH = {
    "says": "", "said": "", "say": "", "stated": "", "states": "", "added": "", "adds": "", "add": "",
    "announced": "", "announces": "", "confirmed": "", "confirms": "", "confirm": "", "insisted": "",
    "insists": "", "insist": "", "told": "", "noted": "", "notes": "", "declared": "", "declares": "",
    "acknowledged": "", "acknowledges": "", "admitted": "", "admits": "", "argued": "", "argues": "",
    "claimed": "", "claims": "", "claim": "", "alleged": "", "alleges": "", "wrote": "", "writes": "",
    "documented": "", "documents": "", "recorded": "", "records": "", "tallied": "", "registered": "", "verified": "",
    "explained": "", "revealed": "", "reveals": "", "disclosed": "",
    "reported": "reported", "reports": "reported", "report": "reported", "show": "reported",
    "shows": "reported", "showed": "reported",
    "estimated": "estimated", "estimates": "estimated", "estimate": "estimated", "believed": "estimated",
    "believes": "estimated", "believe": "estimated", "reckoned": "estimated", "reckons": "estimated",
    "calculated": "estimated", "calculates": "estimated", "counted": "estimated", "counts": "estimated",
    "puts": "estimated", "put": "estimated", "places": "assessed", "place": "assessed",
    "assessed": "assessed", "assesses": "assessed", "assess": "assessed", "concluded": "assessed",
    "concludes": "assessed", "conclude": "assessed", "judged": "assessed", "judges": "assessed",
    "warned": "warned", "warns": "warned", "warn": "warned",
    "predicted": "forecast", "predicts": "forecast", "predict": "forecast", "expects": "forecast",
    "expected": "forecast", "expect": "forecast", "forecast": "forecast", "forecasts": "forecast",
}  # fmt: skip
#: Of these, those that are nouns too.
NOUNS = ("states", "claims", "claim", "counts", "reports", "report", "notes", "shows", "show", "estimate", "estimates",
         "forecast", "forecasts", "expected", "expect", "records", "documents")  # fmt: skip
#: Verbs that deny what follows them.
DENIALS = ("denied", "denies", "deny", "rejected", "rejects", "reject", "disputed", "disputes", "dispute",
           "refuted", "refutes", "dismissed", "dismisses")  # fmt: skip
#: What neither says nor denies anything, though a speaker and a verb of speech stand in it.
SILENCE = (
    r"(?:refus|declin)(?:e|es|ed|ing) to (?:comment|confirm|say|answer|respond|discuss)",
    r"(?:did|does|do|would|will|could|can) not (?:comment|confirm|say|answer|respond|reply|verify)",
    r"(?:has|have|had) (?:never|not)(?: yet)? (?:commented|confirmed|answered|responded|said|replied)",
    r"(?:neither confirmed nor denied|no comment|could not be (?:verified|confirmed|reached))",
)
#: What a verb of speech may have before it.
ADVERBS = ("also", "later", "then", "earlier", "recently", "repeatedly", "previously", "however", "again",
           "separately", "itself", "meanwhile", "now", "still", "has", "have", "had")  # fmt: skip
#: Words of which a negation is made.
NEGATIONS = (
    "not",
    "never",
    "no",
    "without",
    "neither",
    "nor",
    "cannot",
    "n't",
    "n’t",
    "hardly",
    "none",
)
#: Words that make a clause no report of what happened: a plan, a wish, a condition, a task.
UNREAL = (
    "will", "would", "could", "can", "may", "might", "should", "shall", "must", "if", "whether", "unless",
    "plan", "plans", "planned", "planning", "intend", "intends", "intended", "intention", "aim", "aims",
    "aimed", "goal", "target", "targets", "hope", "hopes", "hoped", "want", "wants", "wanted", "seek",
    "seeks", "sought", "propose", "proposed", "promise", "promised", "promises", "pledged", "pledge",
    "pledges", "threatened", "threatens", "ordered", "order", "request", "requested", "requests", "asked",
    "agreed", "agreement", "contract", "offered", "offer", "offers", "expected", "expects", "capacity",
    "ready", "prepared", "prepares", "preparing", "meant", "supposed", "allegedly", "reportedly",
    "possibly", "perhaps", "probably", "likely", "unlikely", "potential", "potentially", "hypothetical",
    "quota", "require", "requires", "required", "need", "needs", "needed", "hold", "accommodate",
    "enough", "sufficient", "instead", "rather", "attempt", "attempted", "tried", "failed",
)  # fmt: skip
#: Words of probability in ordinary language that are terms here.
LIKELIHOODS = {"may": "may", "possibly": "possibly", "probably": "probably", "likely": "likely",
               "unlikely": "unlikely"}  # fmt: skip
#: With these a sentence of the same paragraph goes on with the matter of the one before it.
GOES_ON = ("most", "they", "this", "these", "it", "some", "now", "those", "their", "its")
GROUPS = ("officials", "experts", "analysts", "sources", "diplomats", "officers", "researchers",
          "observers", "commanders", "lawmakers", "investigators", "residents", "witnesses")  # fmt: skip
#: The last word of a name to what kind of thing has it, by the labels of the ontology.
HEADS = {
    "ministry": "government agency", "agency": "government agency", "parliament": "government agency",
    "intelligence": "government agency", "directorate": "government agency", "kremlin": "government agency",
    "pentagon": "government agency", "senate": "government agency",
    "committee": "organisation", "commission": "organisation", "council": "organisation",
    "institute": "organisation", "institution": "organisation", "foundation": "organisation",
    "centre": "organisation", "center": "organisation", "organisation": "organisation",
    "organization": "organisation", "association": "organisation", "university": "organisation",
    "corps": "military unit", "brigade": "military unit", "division": "military unit",
    "regiment": "military unit", "battalion": "military unit", "squadron": "military unit",
    "military": "armed force", "army": "armed force", "navy": "armed force", "forces": "armed force", "force": "armed force",
    "guards": "armed force", "guard": "armed force", "fleet": "military unit", "marines": "armed force",
    "treaty": "agreement", "pact": "agreement", "accord": "agreement", "agreement": "agreement",
    "memorandum": "agreement", "convention": "agreement", "protocol": "agreement",
    "desk": "organisation", "panel": "organisation", "observatory": "organisation", "mission": "organisation",
    "team": "organisation", "charter": "agreement", "staff": "government agency", "group": "", "service": "", "office": "", "department": "government agency",
}  # fmt: skip
#: What stands beside a name and says its kind: "a unit called the …", "the newspaper …", "…, a think tank".
CALLED = {
    "unit": "military unit", "brigade": "military unit", "newspaper": "media organisation",
    "daily": "media organisation", "broadcaster": "media organisation", "news agency": "media organisation",
    "magazine": "media organisation", "website": "media organisation", "think tank": "think tank",
    "think-tank": "think tank", "research body": "think tank", "research institute": "think tank",
    "research group": "think tank", "company": "business company", "firm": "business company",
    "manufacturer": "business company", "drone": "weapon model", "missile": "weapon model",
    "tank": "weapon model", "rocket": "weapon model", "howitzer": "weapon model", "alliance": "alliance",
    "region": "place", "province": "place", "city": "place", "town": "place", "village": "place",
}  # fmt: skip
#: Titles before the name of a person.
TITLES = ("president", "presidents", "prime minister", "prime ministers", "minister", "ministers", "general",
          "colonel", "spokesman", "spokeswoman", "spokesperson", "chancellor", "premier", "admiral",
          "leader", "leaders", "ambassador", "secretary", "commander", "director", "chief", "envoy",
          "analyst", "lawmaker", "marshal", "mr", "mrs", "ms", "dr", "gen", "col", "lt", "maj")  # fmt: skip

#: What is counted, by its last words in the plural: the counted kind ("" where no word fits) and the unit.
COUNTED = {
    "soldiers": ("soldier", "person"), "troops": ("soldier", "person"), "servicemen": ("soldier", "person"),
    "servicemembers": ("soldier", "person"), "service members": ("soldier", "person"),
    "military personnel": ("soldier", "person"), "infantrymen": ("soldier", "person"),
    "paratroopers": ("soldier", "person"), "marines": ("soldier", "person"),
    "conscripts": ("soldier", "person"), "special forces": ("soldier", "person"),
    "civilians": ("civilian", "person"), "people": ("", "person"), "persons": ("", "person"),
    "personnel": ("", "person"), "men": ("", "person"), "workers": ("", "person"), "fighters": ("", ""),
    "instructors": ("", "person"), "operators": ("", "person"), "officers": ("", "person"),
    "engineers": ("", "person"), "prisoners": ("", "person"), "casualties": ("", "person"),
    "specialists": ("", "person"), "advisers": ("", "person"), "advisors": ("", "person"),
    "artillery shells": ("artillery shell", "shell"), "shells": ("", "shell"),
    "mortar shells": ("", "shell"), "artillery rounds": ("", "round"), "rounds": ("", "round"),
    "munitions": ("ammunition", ""), "rockets": ("rocket", ""), "missiles": ("missile", "missile"),
    "ballistic missiles": ("ballistic missile", "missile"), "cruise missiles": ("cruise missile", "missile"),
    "drones": ("drone", "piece"), "attack drones": ("drone", "piece"), "tanks": ("", "piece"),
    "howitzers": ("", "piece"), "vehicles": ("", "piece"), "aircraft": ("", "piece"), "jets": ("", "piece"),
    "fighter jets": ("", "piece"), "helicopters": ("", "piece"), "launchers": ("", "piece"),
    "ships": ("", "piece"), "warships": ("warship", "piece"), "destroyers": ("destroyer", "piece"),
    "containers": ("shipping container", "container"), "agreements": ("written agreement", "document"),
    "treaties": ("written agreement", "document"), "accords": ("written agreement", "document"),
    "battalions": ("", ""), "brigades": ("", ""), "regiments": ("", ""), "divisions": ("", ""),
    "systems": ("", ""), "batteries": ("", ""), "parts": ("", ""), "satellites": ("", ""),
    "self-propelled guns": ("self-propelled gun", "piece"), "artillery pieces": ("artillery piece", "piece"),
    "multiple rocket launchers": ("multiple rocket launcher", "piece"), "mines": ("mine", "piece"),
}  # fmt: skip
#: Words that may stand between a number and what it counts, and change nothing of it.
BETWEEN = ("operational", "naval", "armoured", "nuclear", "elite", "young", "regular", "foreign", "military", "combat", "attack", "armed", "old", "modern",
           "heavy", "light", "additional", "more", "new", "fresh", "further", "extra", "other", "own",
           "Soviet-era", "army", "enemy", "so-called", "allied", "government")  # fmt: skip
#: Words before or after a number that make it a part of another count.
INCREMENTS = ("additional", "more", "further", "extra", "other", "others", "another", "remaining", "next",
              "last", "fresh", "new", "first", "second", "third", "final", "each", "every", "daily",
              "monthly", "annual", "annually", "yearly", "weekly")  # fmt: skip
#: After a number and its noun: so many in so long a time.
RATE = r"(?:(?:a|per|each|every) (?:day|week|month|year|hour|night)|daily|weekly|monthly|annually|yearly)\b"

SEND = ("sent", "send", "sends", "sending", "supplied", "supply", "supplies", "supplying", "delivered",
        "deliver", "delivers", "delivering", "shipped", "ships", "shipping", "provided", "provides",
        "providing", "transferred", "transfers", "transferring")  # fmt: skip
DEPLOY = (
    "deployed",
    "deploys",
    "deploying",
    "sent",
    "sends",
    "sending",
    "dispatched",
    "dispatching",
)
_SENT = ("sent", "supplied", "delivered", "shipped", "provided", "transferred")
#: By unit: verbs of which what is counted is the object, their participles, and the measure that they give.
MEASURES = (
    (("person",), ("soldier",), DEPLOY, ("deployed", "sent", "dispatched"), "personnel deployed"),
    (("shell", "round", "missile"), (), SEND, _SENT, "munitions sent"),
    (("piece",), (), SEND, _SENT, "weapons sent"),
    (("container",), (), SEND, _SENT, "containers sent"),
    (("document",), (), ("signed",), ("signed",), "agreements signed"),
)
#: Losses: words after a number of persons (or before it), and the measure; the longest comes first.
LOSSES = (
    (r"killed,? wounded,? (?:missing,? )?(?:or|and) (?:captured|missing)", "personnel killed, wounded, missing or captured"),
    (r"killed,? wounded,? missing,? (?:or|and) captured", "personnel killed, wounded, missing or captured"),
    (r"(?:killed|dead) (?:or|and) (?:wounded|injured)", "personnel killed or wounded"),
    (r"(?:wounded|injured) (?:or|and) (?:killed|dead)", "personnel killed or wounded"),
    (r"(?:killed|died|dead)(?! (?:or|and) (?:wounded|injured|missing|captured))", "personnel killed"),
    (r"(?:wounded|injured)(?! (?:or|and) (?:killed|dead|missing|captured))", "personnel wounded"),
)  # fmt: skip
#: The same where somebody inflicts them: words before the number.
INFLICTED = (
    (
        r"(?:killed|killing) (?:or|and) (?:wounded|wounding|injured|injuring)",
        "personnel killed or wounded",
    ),
    (r"(?:killed|killing|kills)", "personnel killed"),
    (r"(?:wounded|wounding|wounds|injured|injuring)", "personnel wounded"),
)
#: What is counted in other languages, right after the number (and an adjective): counted kind and unit.
COUNTED_ELSEWHERE = {
    "ru": ((r"(?:солдат|военных|военнослужащих|бойцов)\w*", "soldier", "person"), (r"(?:человек|людей)", "", "person"),
           (r"беспилотник\w*|дрон\w*", "drone", "piece"), (r"артиллерийских снарядов", "artillery shell", "shell"),
           (r"снаряд\w*", "", "shell"), (r"ракет\w*", "missile", "missile"), (r"контейнер\w*", "shipping container", "container")),
    "uk": ((r"(?:солдат|військов|військовослужбовц|бійц)\w*", "soldier", "person"), (r"(?:осіб|людей)", "", "person"),
           (r"безпілотник\w*|дрон\w*", "drone", "piece"), (r"артилерійських снарядів", "artillery shell", "shell"),
           (r"снаряд\w*", "", "shell"), (r"ракет\w*", "missile", "missile"), (r"контейнер\w*", "shipping container", "container")),
    "ko": ((r"명(?:의 (?:군인|병사|병력))", "soldier", "person"), (r"명", "", "person"), (r"발의 포탄", "artillery shell", "shell"),
           (r"대의 (?:무인기|드론)", "drone", "piece"), (r"개의? 컨테이너", "shipping container", "container")),
}  # fmt: skip
