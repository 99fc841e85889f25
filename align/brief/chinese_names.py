"""What a Chinese text calls the bearer of a name.

Chinese puts posts before names without a break: 阿里巴巴集团首席执行官吴泳铭. Where the name stands
is known from the other side; the words before it are a role if the last of them is a head.
"""

from __future__ import annotations

import re
from typing import Final

from align.text.lexicon import lexicon
from align.text.romanisation import TRANSLITERATING, is_transliteration
from align.text.words import Word, chinese_words

_HEAD = re.compile(
    r"(?:[^增成延生特擅]长|总裁|主席|总理|首相|总统|经理|主任|官|(?:负责|创始|发言|合伙|创办|掌门|主持|经纪|候选|领导|当事"
    r"|投资|联系|召集|发起|接班|出品|制片|法)人|师|记者|学者|作者|编辑|专家|家|员|教授|顾问|代表|大使|秘书|书记|总监|主管"
    r"|经销商|博士|院士|导演|歌手|选手|教练|前锋|后卫|门将|国王|女王|王子|公主|大臣|CEO|CFO|CTO|COO|CIO|老板|店主"
    r"|业主|学生|农民|司机|医生|诗人|艺人|明星|商人|翻译|摄影|领袖|董事|监事|理事|委员|作家|画家|律师|开发者|维护者|上将"
    r"|中将|少将|上校|总督|教宗|主教|牧师|校友|总编|主编|主播|老师|助理)\Z"
)
_NO_HEAD: Final = frozenset({"国家", "人员", "成员", "大家", "全家", "一家", "官方"})
_ORGANISATION = re.compile(
    r"(?:公司|集团|银行|央行|大学|学院|研究院|研究所|研究中心|委员会|协会|管理局|总局|当局|办公室|议会|法院|检察院|基金会"
    r"|机构|实验室|组织|联盟|科技|汽车|电子|控股|证券|保险|医院|学校|中学|报社|出版社|电视台|通讯社|航空|俱乐部|球队|警察局"
    r"|警方|商会|工会|党|部队|工业|重工|能源|石油|电力|制药|半导体|[^当各棋饭赌结格战大布时僵]局|[^内外全局干中东西南北上下底头大小各]部|署|委|厅|交易所|事务所|财经|日报|晚报|时报|邮报|周刊|新闻)\Z"
)
#: Verbs right before the name of a body that are no part of it: 送达|香港中央证券登记有限公司.
TAKE_BODIES: Final = frozenset(
    """
    送达 送交 交回 交予 交付 递交 提交 寄往 寄至 寄回 致电 致函 联系 联络 授权 委托 聘请 委任 任命
    收购 通知 决定 前往 浏览 登入 转让 出售 成立 设立 加入 起诉 状告
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_OF_COMPANY: Final = frozenset({"有限", "有限公司", "有限责任", "股份", "集团", "控股", "公司"})
_SORT = re.compile(
    r"(?:零售商|制造商|开发商|运营商|供应商|服务商|经销商|出版商|厂商|公司|企业|机构|银行|巨头|集团|车企|车厂|报纸|媒体|平台|品牌"
    r"|初创公司|创业公司|券商|船东|组织|网站|智库|电商)\Z"
)
_SPEECH = re.compile(
    r"(?:[^，。；：！？]{0,6}?)(?:表示|说|指出|称|透露|认为|预计|估算|强调|介绍|提醒|坦言|补充|回忆|解释|写道|告诉|宣布|警告|批评|呼吁|直言)"
)
_ACTS = re.compile(
    r"(?:方面)?(?:宣布|公布|发布|披露|推出|收购|计划|创始人|首席|董事长|发言人|财报|年报|股价|总部|公司|的?数据显示)"
)
_LONGEST = 16
_LONGEST_COMPANY = 28
_DOT = re.compile("[·・‧•]")
_PART = 6
_NAME_WORD = re.compile(r"[一-鿿]+\Z")
_NAMED: Final = frozenset({"person", "name", "place"})
_GAP = re.compile(r"[、“”\"《》·•\-—（）() ]*\Z")
_INSIDE: Final = frozenset(
    {"的", "兼", "及", "和", "与", "之", "前", "副", "总", "首席", "所", "上", "下", "内", "外"}
)
_TITLE_WORDS: Final = frozenset({"前", "副", "总", "首席"})
_KINDS: Final = frozenset({"noun", "name", "person", "place", "adjective"})
_AFTER = re.compile(
    r"(?:（|\(|，|、|是|为|系)(?P<role>[^，。；：！？（）()“”、]{2,30})(?=[，。；！？）)、]|\Z)"
)
_SURNAME = re.compile(r"surname ")
_BODY_GLOSS = re.compile(
    r"\b(?:company|corporation|bank|university|institute|union|organi[sz]ation|commission|ministry|agency"
    r"|bureau|association|council|authority|group|maker|firm|party|newspaper|broadcaster|airline|committee"
    r"|manufacturer|army|police|administration|provider|operator)\b",
    re.IGNORECASE,
)


def is_surname(text: str) -> bool:
    """Whether a character (or two) is a Chinese surname.

    >>> is_surname("何"), is_surname("欧阳"), is_surname("的")
    (True, True, False)
    """
    return any(map(_SURNAME.search, lexicon().raw(text)))


def like_person(name: str) -> bool:
    """Whether a Chinese word (simplified) has the form of a person's name and is no common word.

    >>> like_person("吴泳铭"), like_person("数据"), like_person("安娜·凯勒")
    (True, False, True)
    """
    if _DOT.search(name):
        return True
    if 2 <= len(name) <= 4 and name not in lexicon() and not is_body(name):
        return is_surname(name[0]) or is_surname(name[:2]) or is_transliteration(name)
    glosses = " ".join(lexicon().raw(name))
    return bool(re.search(r"\(\d{4}|\(name\)|\bsurname\b", glosses))


def is_body(name: str) -> bool:
    """Whether a Chinese word (simplified) ends as the names of bodies do, or is explained so.

    >>> is_body("港湾研究院"), is_body("谷歌"), is_body("墨西哥")
    (True, True, False)
    """
    if len(name) > 2 and _ORGANISATION.search(name):
        return True
    return any(_BODY_GLOSS.search(gloss) for gloss in lexicon().raw(name))


def dotted(text: str) -> list[tuple[int, int]]:
    """The foreign names with a dot in a text (simplified).

    >>> text = "参议员伊丽莎白·沃伦和约翰·肯尼迪说"
    >>> [text[a:b] for a, b in dotted(text)]
    ['伊丽莎白·沃伦', '约翰·肯尼迪']
    """
    found: list[tuple[int, int]] = []
    words = None
    for match in _DOT.finditer(text):
        if found and found[-1][1] > match.start():
            continue
        words = chinese_words(text) if words is None else words
        start = match.start()
        while start and match.start() - start < _PART and text[start - 1] in TRANSLITERATING:
            start -= 1
        end = _part(text, match.end())
        while text[end : end + 1] and _DOT.match(text, end) and _part(text, end + 1) > end + 1:
            end = _part(text, end + 1)
        for word in words:
            if word.end - word.start > 5 or not _NAME_WORD.match(word.text):
                continue
            known = word.kind in _NAMED or word.text in lexicon()
            if known and word.start < start < word.end <= match.start():
                start = word.start
            if word.start == match.start() - len(word.text) and start == match.start() and known:
                start = word.start
            if word.start < end < word.end and word.kind in _NAMED:
                end = word.end
        for word in reversed(words):
            # 约翰|内斯·威廉: a name that is cut in two.
            if word.end == start and word.kind == "person" and len(word.text) < 4:
                start = word.start
        if start < match.start() and end > match.end():
            found.append((start, end))
    return found


def _part(text: str, start: int) -> int:
    end = start
    while end - start < _PART and text[end : end + 1] in TRANSLITERATING:
        end += 1
    return end


def bodies(text: str) -> list[tuple[int, int]]:
    """The names of bodies in a text (simplified), as far as their last word shows them.

    >>> text = "参与者有国际结算银行、泰国中央银行和金管局。"
    >>> [text[a:b] for a, b in bodies(text)]
    ['国际结算银行', '泰国中央银行', '金管局']
    """
    found: list[tuple[int, int]] = []
    start = last = end = -1
    for word in chinese_words(text):
        apart = word.kind in {"function", "number", "adverb"} or word.text in TAKE_BODIES
        if apart or not (word.start == end or _goes_on(text, start, end, word)):
            if last > start >= 0:
                found.append((start, last))
            start = last = -1
        end = word.end
        if apart:
            continue
        if word.kind == "verb" and last < 0 and len(word.text) > 1 and word.text not in lexicon():
            start = -1
            continue
        start = word.start if start < 0 else start
        longest = _LONGEST_COMPANY if word.text.endswith("公司") else _LONGEST
        if 2 < end - start <= longest and _ORGANISATION.search(text[start:end]):
            last = end
    if last > start >= 0:
        found.append((start, last))
    return found


def _goes_on(text: str, start: int, end: int, word: Word) -> bool:
    """Whether the name at ``[start:end]`` goes on behind a bracket: 恒生银行（中国）有限公司."""
    gap = text[end : word.start] if end > 0 else ""
    if gap in {"(", "（"}:
        return word.kind == "place" and text[word.end : word.end + 1] in {")", "）"}
    opened = start >= 0 and any(mark in text[start:end] for mark in "(（")
    return gap in {")", "）"} and opened and word.text in _OF_COMPANY


def is_word(name: str) -> bool:
    """Whether the dictionary has a Chinese word (simplified)."""
    return name in lexicon()


def speaks(text: str, end: int) -> bool:
    """Whether the bearer of the name that ends here says something."""
    return bool(_SPEECH.match(text, end))


def acts(text: str, end: int) -> bool:
    """Whether what follows a name speaks for a body: 阿里云宣布, 努桑塔拉支付创始人."""
    return bool(_ACTS.match(text, end))


def role_spans(text: str, start: int, end: int, names: frozenset[str]) -> list[tuple[int, int]]:
    """What a text (simplified) calls the person whose name stands at ``[start:end]``.

    ``names`` are the names in the text, which are not to be cut.

    >>> text = "泰国零售商暹罗优选的首席技术官帕查拉·文森说"
    >>> [text[a:b] for a, b in role_spans(text, 15, 21, frozenset({"帕查拉·文森"}))]
    ['泰国零售商暹罗优选的首席技术官']
    """
    found = []
    words = chinese_words(text, names)
    before = [word for word in words if word.end <= start]
    role = _role_before(text, before, start)
    if role is not None:
        found.append(role)
    after = _AFTER.match(text, end)
    if after is not None and _is_head(after["role"]):
        found.append(after.span("role"))
    return found


def _role_before(text: str, words: list[Word], end: int) -> tuple[int, int] | None:
    if text[end - 1 : end] in "：:" and words and _is_head(words[-1].text):
        # 摄影：郑牧
        end -= 1
    if not words or words[-1].end != end or not _is_head(text[max(0, end - 6) : end]):
        return None
    first = len(words) - 1
    while first and end - words[first - 1].start <= 40:
        word, after = words[first - 1], words[first]
        if not _GAP.match(text[word.end : after.start]):
            break
        if word.kind == "function" and word.text not in _INSIDE:
            break
        if word.kind in {"number", "adverb"} and word.text not in _INSIDE:
            break
        first -= 1
    # A role begins with what can be named: 对|采访|任命 and the like are not part of it.
    # A clause before 的 is no post: 看起来不像牛仔的科学家.
    inside = words[first:]
    marks = [at for at, word in enumerate(inside) if word.text == "的"]
    if marks and inside[0].kind in {"verb", "adverb"}:
        first = min(first + marks[-1] + 1, len(words) - 1)
    while first < len(words) - 1 and not _begins_role(words[first]):
        first += 1
    start = words[first].start
    if "》" in text[start:end] and "《" not in text[start:end]:
        # 《60分钟》记者: a title is not cut.
        opened = text.rfind("《", max(0, start - 20), start)
        start = opened if opened >= 0 else text.index("》", start) + 1
    return start, end


def _begins_role(word: Word) -> bool:
    if word.text in _TITLE_WORDS:
        return True
    if word.text in _INSIDE:
        return False
    # 独立 is called a verb and is an adjective here; 会见 is nothing but a verb.
    glosses = [] if word.kind in _KINDS else lexicon().raw(word.text)
    return word.kind in _KINDS or any(not gloss.startswith("to ") for gloss in glosses)


def _is_head(text: str) -> bool:
    match = _HEAD.search(text)
    return match is not None and text[-2:] not in _NO_HEAD


def sort_before(text: str, start: int, names: frozenset[str]) -> tuple[int, int] | None:
    """The words that tell what sort of body a name is: 泰国零售商 before 暹罗优选."""
    words = [word for word in chinese_words(text, names) if word.end <= start]
    if not words or words[-1].end != start or not _SORT.search(text[max(0, start - 5) : start]):
        return None
    first = len(words) - 1
    while first and len(words) - first < 4:
        word = words[first - 1]
        if word.end != words[first].start or word.kind not in _KINDS:
            break
        first -= 1
    return words[first].start, start
