"""Which language a text is in: Chinese, English, or one that align cannot take.

Chinese reports are full of Latin names and English ones quote Chinese, so neither script alone
decides. What tells running English is its function words: a Chinese text has none of them,
whatever brands it names.
"""

from __future__ import annotations

import re
from collections import Counter

from align.errors import InputError
from align.model import Document, Lang, Note
from align.text.script import HAN

_HAN = re.compile(f"[{HAN}]")
_KANA = re.compile("[ぁ-ゖァ-ヺｦ-ﾝ]")
_HANGUL = re.compile("[가-힣ᄀ-ᇿ]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LATIN_LETTER = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")

#: An ideograph is about so much of an English word: 100 words are some 160 ideographs.
_WORDS_PER_HAN = 1 / 1.6
#: In running English two words in five are function words.
_WORDS_PER_FUNCTION_WORD = 2.5
#: A text of so many words in which hardly any is an English function word is no English prose.
_PROSE = 40

_FUNCTION_WORDS = {
    "en": "the of and to in a is that for it was on with as be by at this are from or an which "
    "have has were not but they their its been will would more also can had he we she his "
    "her our than about into after over said who all when there",
    "fr": "le la les des du et est une dans que pour qui sur pas avec au aux par ce cette sont "
    "ont il elle nous vous leur mais plus ses été être fait ou où ne se sa son ces été "
    "après",
    "de": "der die das und ist den von zu mit dem nicht ein eine auf für im des sich auch als "
    "werden aus hat dass sie bei einer durch wird sind oder nach wie um noch über zum zur",
    "es": "el la los las de que y en un una por con para del se su al lo como más pero sus este "
    "esta ha son fue entre también sobre desde muy",
    "it": "il lo la gli di che e è un una per con del della in non si nel alla dei delle sono "
    "anche più come dal al ha questo questa",
    "pt": "o os as de que e do da em um uma para com não por mais dos das no na se ao são foi "
    "pelo pela também como seu sua",
    "nl": "de het een van en in is dat op te voor met zijn niet aan er om ook als bij door naar "
    "uit worden wordt hebben heeft maar",
    "sv": "och att det som en på är av för den till inte med har ett om var jag men från kan också",
    "da": "og at det er en på af til den for som med ikke har de et var men fra kan også blev",
    "pl": "w i na z się do nie to że jest o jak po co dla od przez za ale był oraz przy które",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi kadar sonra ne ama her",
    "id": "yang dan di dengan untuk dari pada ini itu dalam tidak akan ke oleh adalah juga "
    "telah sebagai atau",
    "vi": "và của là có các cho được trong một với không người những để này đã ở từ khi",
    "fi": "ja on ei että se hän oli mutta kun myös joka ovat tai niin kuin sen",
    "cs": "a se v na je že s o z do i to jako za by pro ale jsou také bylo",
}
_WORDS_OF = {code: frozenset(words.split()) for code, words in _FUNCTION_WORDS.items()}


def identify(text: str) -> str:
    """The language of a text as an ISO 639-1 code; empty where nothing can be said.

    ``zh`` and ``en`` are told with care, other languages only so far as to refuse them by name:
    Japanese and Korean by script, some in Latin script by their function words. A script
    without a language of its own here (Cyrillic, Arabic) gives ``und``.

    >>> identify("苹果公司（Apple Inc.）发布了 iPhone。")
    'zh'
    >>> identify("Les banques de la région ont été averties par le régulateur.")
    'fr'
    """
    words = _WORD.findall(text)
    # Lower case before counting: a heading's "The" is the same word.
    latin = [word.lower() for word in words if _LATIN_LETTER.match(word)]
    han, kana = len(_HAN.findall(text)), len(_KANA.findall(text))
    hangul = len(_HANGUL.findall(text))
    letters = sum(map(str.isalpha, text))
    if not letters:
        return ""
    if kana > 0.08 * (han + kana) and kana + han > len(latin):
        return "ja"
    if hangul > han and hangul > len(latin):
        return "ko"
    in_latin = sum(len(_LATIN_LETTER.findall(word)) for word in words)
    if letters - han - kana - hangul - in_latin > max(han, 0.5 * letters):
        return "und"
    english = _function_words(latin, "en")
    running = max(english * _WORDS_PER_FUNCTION_WORD, 0.15 * len(latin))
    if han * _WORDS_PER_HAN >= running and han >= 2:
        return "zh"
    return _latin_language(latin, english) if latin else ""


def _latin_language(words: list[str], english: int) -> str:
    counts = {code: _function_words(words, code) for code in _WORDS_OF}
    # Neighbours share words ("la", "de"): the one with more different ones is it.
    kinds = {code: len(_WORDS_OF[code].intersection(words)) for code in _WORDS_OF}
    code = max(counts, key=lambda code: (counts[code], kinds[code]))
    most = counts[code]
    # A short text, or one of names and figures, is given the benefit of the doubt.
    if (
        code != "en"
        and kinds[code] >= 3
        and len(words) >= 6
        and most > 2 * english
        and most >= 0.12 * len(words)
    ):
        return code
    return "en"


def _function_words(words: list[str], code: str) -> int:
    counts = Counter(words)
    return sum(counts[word] for word in _WORDS_OF[code])


def detect(text: str) -> Lang | None:
    """``zh`` or ``en``; None for a text in neither of the two, or without a letter.

    >>> detect("The term 出海 (going overseas) is on everyone's lips.")
    'en'
    >>> detect("東京でクラウド事業を拡大する。") is None
    True
    """
    code = identify(text)
    return "zh" if code == "zh" else "en" if code == "en" else None


def is_prose(text: str) -> bool:
    """Whether an English text has the function words of running English; true for short texts.

    False tells of a list of names, a table, or another language written in Latin letters.

    >>> is_prose("A short line")
    True
    """
    words = [word.lower() for word in _WORD.findall(text) if _LATIN_LETTER.match(word)]
    return len(words) < _PROSE or _function_words(words, "en") >= 0.03 * len(words)


def order_pair(first: Document, second: Document) -> tuple[Document, Document, Note | None]:
    """The two documents of a pair, the Chinese one first, and a note if they were swapped.

    Raises InputError if both are in the same language.

    >>> zh, en = Document("a", "zh", ()), Document("b", "en", ())
    >>> order_pair(en, zh)[2].key
    'language.swapped'
    """
    if first.lang == second.lang:
        raise InputError(f"language.both_{first.lang}", first=first.id, second=second.id)
    if first.lang == "zh":
        return first, second, None
    note = Note("language.swapped", (("zh", second.id), ("en", first.id)))
    return second, first, note
