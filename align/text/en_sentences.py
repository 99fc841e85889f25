"""English sentence ends by rule.

A full stop ends a sentence unless what stands before it is an abbreviation or what follows it
goes on; that is the classification of Palmer & Hearst (1997) and Kiss & Strunk (2006), here with
lists instead of a trained model, because a report is too short to learn its abbreviations from.

One regular expression finds the places where a sentence may end; Python looks only at those. Both
look a bounded number of characters to either side, so the time is linear in the text.
"""

from __future__ import annotations

import re

from align.text.asides import asides


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _words("""
Mr Mrs Ms Mx Messrs Mme Mlle Dr Drs Prof Profs Gen Sen Sens Rep Reps Gov Govs Lt Col Sgt Capt Cmdr
Cpl Pvt Maj Brig Adm Rev Revd Hon Fr Sr Jr St Ste Mt Ft Pres Supt Det Insp Amb Sec Treas Atty Msgr
""")
_NUMBERED = _words("""
No Nos no nos Art Arts art Fig Figs fig figs Eq Eqs Sec Secs sec Ch Chap ch chap Vol Vols vol vols
Pp pp p P Para para Paras paras Reg reg Tab tab App app Ver ver v Op op Ref ref ca Ca approx Approx
Par par Cl cl Sch sch Ex ex Bk bk Pt pt Tel tel Ext ext c n nn ff
""")
_NEVER_LAST = _words("""
e.g i.e eg ie cf Cf vs Vs v viz al approx Approx E.g I.e esp incl Incl excl resp
""")
_MONTHS = _words("Jan Feb Mar Apr May Jun June Jul July Aug Sep Sept Oct Nov Dec")
_MAY_BE_LAST = _words("""
Inc Corp Co Cos Ltd Plc plc PLC LLC Bros Assn Dept Univ Intl Natl Ave Blvd Rd Bldg Est Mfg
etc Etc a.m p.m A.M P.M am pm Ph.D M.D M.A B.A B.Sc M.Sc D.Phil LL.B LL.M Esq Mon Tue Tues Wed Thu
Thur Thurs Fri Sat Sun Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn
Miss Mo Mont Neb Nev Okla Ore Pa Penn Tenn Tex Va Vt Wash Wis Wyo Ont Que Alta Eds Ed eds ed ft in
lb lbs oz hr hrs min mins sec secs km kg cm mm avg max est dept al govt
""")

_NEVER = (_TITLES | _NEVER_LAST) - {"Sr", "Jr", "St", "v"}
_MAYBE = _MAY_BE_LAST | _MONTHS | {"Sr", "Jr", "St"}

# Abbreviations that are also words, or that far more often end a sentence than not.
_WORDS_TOO = _words("May June July in am min max est sec ft Sun Sat Mo La Mass Miss Art")

# Words that, with a capital after an abbreviation, show that a new sentence has begun.
_STARTERS = _words(
    """
    A About According Across Additionally After Again Against All Also Although Among An And Another
    Any Are As At Back Because Before Being Besides Between Both But By Can Could Despite Did Do
    Does During Each Earlier Either Elsewhere Even Every Everyone Finally First For Former From
    Further Given Had Has Have Having He Hence Her Here His How However I I'd I'll I'm I've If
    In Indeed Instead Is It It's Its Just Last Later Like Many Maybe Meanwhile More Moreover Most
    Much My Near Nearly Neither Nevertheless Next No Nobody None Nor Not Nothing Now Of Often On
    Once One Only Or Other Others Otherwise Our Out Over Overall Perhaps Rather Second Several She
    Should Similarly Since So Some Someone Soon Still Subsequently Such That That's The Their Them
    Then There There's Therefore These They They're They've This Those Though Through Throughout
    Thus To Today Together Tomorrow Too Two Under Unlike Until Up Upon Was We We're We've Well Were
    What When Where Whether Which While Who Whose Why Will With Within Without Would Yes Yesterday
    Yet You You're Your
    """
)

# What follows a name that ends in a mark, as in `Yahoo! Inc. rose`.
_COMPANY = _words("Inc Corp Ltd Japan")

# Verbs of a tag such as `"Why?" Mr Smith asked`.
_TAG = re.compile(
    r"(?:[A-Z][\w'’.-]{0,30} ){1,4}(?:said|says|asked|asks|wrote|writes|added|replied|told|"
    r"tweeted|exclaimed|cried|shouted|wondered|declared|continued|reported|reports)\b"
)

# A place where a sentence may end: the stops, the quotes and brackets that close with them, then
# white space and something that is not a small letter, or the no space of a typing slip.
_END = re.compile(
    r"""
    (?<![.!?…。！？｡]) (?P<stop>[.!?…。！？｡]++) (?P<close>["'”’»)\]}）］」』*_]*+)
    (?: (?=\s++ ["'“‘«(\[{（「『*_#•]{0,4} (?P<next>[^\sa-z,;:.!?…)\]}] | [a-z][A-Z] | [a-z]\)\s))
      | (?<=[a-z][.!?"”]) (?=["“]?(?P<tight>[A-Z][a-z]+|[AI])[\s,'’?!])
      | (?<=”) (?=“)
      | (?<=[。！？｡]) (?=\S)
    )
    """,
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"(?:[A-Za-z0-9&/=@?_-]|[.'’,](?=\S))*\Z")
_WORD_AFTER = re.compile(r"\s*[\"'“‘«(\[{（「『*_]{0,4}([\w'’]{1,30})")
_WORD = re.compile(r"\S")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]\Z")
_LIST_NUMBER = re.compile(r"[*_#>•·\s-]*[(\[]?(?:\d{1,3}(?:\.\d{1,3})*|[ivxIVX]{1,5}|[A-Za-z])\Z")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LOOK_BACK = 24
_LONGEST_ASIDE = 400


def ends(text: str) -> list[int]:
    """Where English sentences end: ascending offsets, without the end of the text.

    An offset stands right after the last character of a sentence, its closing quotes and brackets
    included; white space follows it as a rule.

    >>> ends("Apple Inc. rose 3.5% in the U.S. today. It fell later.")
    [39]
    """
    found: list[int] = []
    brackets = asides(text, _LONGEST_ASIDE)
    aside = 0
    start = 0
    first = first_word(text, 0)
    blank = [match.start() for match in _BLANK_LINE.finditer(text)]
    for match in _END.finditer(text):
        at = match.end()
        while aside < len(brackets) and brackets[aside][1] <= at:
            aside += 1
        if aside < len(brackets) and first < brackets[aside][0] < match.start():
            # Inside a bracket that opened in mid-sentence: the sentence goes on after it.
            continue
        if _is_end(text, start, match):
            found.append(at)
            start = at
            first = first_word(text, at)
    return sorted({*found, *blank}) if blank else found


def _is_end(text: str, start: int, match: re.Match[str]) -> bool:
    stop = match["stop"]
    closed = match["close"]
    if match["tight"]:
        # No space, as in `He left.She stayed`, but not in `Node.Js` or `asp.Net`.
        word = word_before(text, start, match.start())
        return match["tight"] in _STARTERS or (len(word) > 3 and word.isalpha() and word.islower())
    at = match.end()
    after = _WORD_AFTER.match(text, at)
    following = after[1] if after else ""
    listed = len(match["next"] or "") == len("a) ")
    if following[:1].islower() and not listed and not any(map(str.isupper, following)):
        return False
    if stop[-1] != "." or len(stop) > 1:
        if following in _COMPANY:
            return False
        if closed and stop[-1] in "?!" and closed[-1] in "\"'”’":
            return _TAG.match(text, at + 1, at + 120) is None
        return True
    if closed[-1:] in {")", "]"} and at - start < 8:
        # `a.) The first`: the bracket closes a list mark, not a sentence.
        return False
    word = word_before(text, start, match.start())
    return full_stop_ends(text, start, match.start(), word, following, closed)


def first_word(text: str, at: int) -> int:
    """Where the next word begins: the first character from ``at`` that is not white space."""
    found = _WORD.search(text, at)
    return found.start() if found else len(text)


def word_before(text: str, start: int, stop: int) -> str:
    """The word that stands right before ``stop``, in a sentence that begins at ``start``.

    >>> word_before("(the U.S. market", 0, 8)
    'U.S'
    """
    found = _WORD_BEFORE.search(text, max(start, stop - _LOOK_BACK), stop)
    return found[0] if found else ""


def full_stop_ends(
    text: str, start: int, stop: int, word: str, following: str, closed: str
) -> bool:
    """Whether a half-width full stop at ``stop`` ends the sentence that began at ``start``.

    ``word`` stands before it, ``following`` after it (empty where there is no Latin word), and
    ``closed`` are the quotes and brackets that close with it.

    >>> full_stop_ends("He met Dr. Wang", 0, 9, "Dr", "Wang", "")
    False
    """
    if not word:
        return bool(text[start:stop].strip())
    if stop - start < 16 and _LIST_NUMBER.match(text[start:stop]):
        return False
    if word in _NEVER:
        return False
    digit_next = following[:1].isdigit()
    if word[-1].isdigit():
        # `as follows: 1. Open the box`: the mark of a list inside a paragraph.
        before = text[max(start, stop - len(word) - 2) : stop - len(word)]
        return not (len(word) <= 2 and word.isdigit() and before.endswith((": ", "; ")))
    if word in _NUMBERED and digit_next:
        return False
    word = word.rpartition("-")[2]
    known = word in _MAYBE or (len(word) < 10 and _INITIALS.match(word) is not None)
    if not known:
        return True
    if word == "I" or (word in _WORDS_TOO and not digit_next):
        return True
    if closed and not closed.strip("\"'”’"):
        return True
    return following in _STARTERS
