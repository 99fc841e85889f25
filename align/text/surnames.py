"""Chinese surnames, and the spellings of Chinese names in English other than pinyin.

Names from Taiwan are mostly spelt after Wade and Giles, which follows from the pinyin by rule;
names from Hong Kong are spelt by their Cantonese sound, which does not: ``name_spellings.tsv`` has
the usual spellings of the characters of names.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from align.text.lexicon import lexicon

# The surnames of nearly all Chinese, of one character and of two.
SINGLE = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付傅方白邹孟熊秦邱丘江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施牛樊葛邢安齐伍庞颜倪庄聂"
    "章鲁岳翟申欧区耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟"
    "艾尤阳穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛"
    "仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝郜海阚花帅屠豆朴盖练廉禹井祖"
    "漆巴丰支卿狄宣晋门云容敬扈晁芮阙戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹亢嵇哈湛宾戎勾茅干尉冶昝智尧赖易乔文洪殷詹"
)
DOUBLE = frozenset(
    """
    欧阳 上官 司马 诸葛 司徒 东方 夏侯 皇甫 尉迟 公孙 慕容 令狐 轩辕 宇文 长孙 端木 百里 独孤
    南宫 西门 申屠 呼延 澹台 万俟 闻人 淳于 太史 公羊 拓跋 完颜 纳兰 赫连 钟离
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
# The dictionary has another reading of these first.
_AS_SURNAME = {"翟": "Zhai2", "那": "Na1"}
# A syllable of pinyin without tones, v for ü.
SYLLABLE = (
    r"(?:[bpm](?:a|o|ai|ei|ao|an|en|ang|eng|i|ie|iao|ian|in|ing|u)|m(?:iu|e|ou)|pou"
    r"|f(?:a|o|ei|ou|an|en|ang|eng|u)|d(?:iu|ia)|lia|lo"
    r"|[dt](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|ie|iao|ian|ing|u|uo|ui|uan|un)"
    r"|[nl](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|ie|iao|iu|ian|in|iang|ing|u|uo|uan|un|v|ve|ue)"
    r"|[gkh](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)"
    r"|[jqx](?:i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ue|uan|un)"
    r"|(?:[zcs]h?)(?:i|a|e|ai|ei|ao|ou|an|en|ang|eng|ong|u|uo|ui|uan|un)|[zcs]h(?:ua|uai|uang)"
    r"|r(?:i|e|ao|ou|an|en|ang|eng|ong|u|ua|uo|ui|uan|un)"
    r"|y(?:a|e|ao|ou|an|in|ang|ing|ong|i|u|ue|uan|un|o)|w(?:a|o|ai|ei|an|en|ang|eng|u)"
    r"|a|o|e|ai|ei|ao|ou|an|en|ang|eng|er)"
)
_INITIAL = re.compile(r"zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]|")
_WADE_INITIALS = {
    "b": "p", "d": "t", "g": "k", "j": "ch", "q": "ch", "zh": "ch", "z": "ts", "c": "ts", "r": "j",
    "x": "hs",
}  # fmt: skip
_WADE_WHOLE = {
    "zi": ("tzu", "tsu", "tze"), "ci": ("tzu", "tsu"), "si": ("ssu", "szu", "sze"), "er": ("erh",),
    "yan": ("yen",), "you": ("yu", "yo", "yiu"), "ye": ("yeh",), "yue": ("yueh",),
    "yi": ("i", "ih"), "ying": ("ing",), "yong": ("yung",), "guo": ("kuo", "gou"),
    "huo": ("huo",), "shuo": ("shuo",),
    "kuo": ("kuo",), "gui": ("kuei",), "kui": ("kuei",), "e": ("o",), "ge": ("ko",), "ke": ("ko",),
    "he": ("ho",), "zhe": ("che", "je"), "jiu": ("chiu", "jeou"), "rui": ("jui", "juei"),
}  # fmt: skip
_WADE_ENDS = {"ong": "ung", "ian": "ien", "ie": "ieh", "ve": "ueh", "uo": "o", "v": "u"}


@lru_cache(maxsize=1024)
def surname_of(name: str) -> str:
    """The surname that a Chinese name (simplified) begins with; empty if it is no usual one.

    >>> surname_of("欧阳明高"), surname_of("黄仁勋"), surname_of("数据")
    ('欧阳', '黄', '')
    """
    if name[:2] in DOUBLE:
        return name[:2]
    return name[:1] if name[:1] in SINGLE else ""


@lru_cache(maxsize=2048)
def surname_reading(surname: str) -> str:
    """How a surname is read, with tone numbers: 单 is Shàn as one, else dān. Empty if unknown.

    >>> surname_reading("单"), surname_reading("陆"), surname_reading("尉迟")
    ('Shan4', 'Lu4', 'Yu4 chi2')
    """
    known = lexicon().surname_readings(surname)
    return _AS_SURNAME.get(surname, known[0] if known else "")


@lru_cache(maxsize=2048)
def wade(syllable: str) -> frozenset[str]:
    """The spellings of a pinyin syllable that are usual in Taiwan, without marks.

    Wade-Giles as passports have it, and Tongyong where it differs from both.

    >>> sorted(wade("xian")), sorted(wade("zhi")), sorted(wade("ming"))
    (['hsien', 'sian'], ['chih', 'jhih'], ['ming'])
    """
    match = _INITIAL.match(syllable)
    initial = match[0] if match else ""
    final = syllable[len(initial) :]
    # After these the u of pinyin is an ü.
    rounded = initial in ("j", "q", "x") and final[:1] == "u"
    if final == "i" and initial in ("zh", "ch", "sh", "r"):
        ends, found = {"ih"}, set()
    else:
        found = set(_WADE_WHOLE.get(syllable, ()))
        ends = {_WADE_ENDS.get(final, final)} if not found else set()
        if rounded and final == "ue":
            ends = {"ueh"}
    found |= {_WADE_INITIALS.get(initial, initial) + end for end in ends}
    # Tongyong.
    start = {"zh": "jh", "q": "c", "x": "s"}.get(initial, initial)
    end = {"iu": "iou", "ui": "uei"}.get(final, final)
    if syllable in ("feng", "wen", "weng"):
        end = "o" + final[1:] if initial == "f" else "u" + final[1:]
    if final == "i" and initial in ("zh", "ch", "sh", "r", "z", "c", "s"):
        end = "ih"
    found.add(start + ("y" + end if rounded else end))
    return frozenset(found)


@cache
def _spellings() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    given: dict[str, set[str]] = {}
    family: dict[str, set[str]] = {}
    text = files("align.text").joinpath("name_spellings.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        spelling, chars, surnames = (line + "\t\t").split("\t")[:3]
        for char in chars:
            given.setdefault(char, set()).add(spelling)
        for surname in [surnames] if surnames in DOUBLE else surnames:
            family.setdefault(surname, set()).add(spelling)
    frozen = ({key: frozenset(found) for key, found in part.items()} for part in (given, family))
    return next(frozen), next(frozen)


def cantonese(char: str) -> frozenset[str]:
    """The usual spellings of a character (simplified) in Hong Kong names; none if not known.

    >>> sorted(cantonese("咏")), sorted(cantonese("黄"))
    (['wing'], ['wong'])
    """
    return _spellings()[0].get(char, frozenset())


def family_spellings(surname: str) -> frozenset[str]:
    """Spellings of a surname outside of pinyin, Wade-Giles and Cantonese: Tan for 陈.

    >>> sorted(family_spellings("陈"))
    ['chin', 'tan', 'tran']
    """
    return _spellings()[1].get(surname, frozenset())
