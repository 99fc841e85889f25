"""Web pages as they are saved from news sites: the article, without the furniture.

trafilatura decides what the article is. It is made for corpora, where a lost caption does no
harm and a kept subscription notice little; a translator misses the one and stumbles over the
other. So its verdict is carried over to the page's own tree: the smallest element that holds
the article is searched for captions, table cells, headings and short paragraphs that it passed
over, and what stands in an element that calls itself a newsletter or a paywall is taken out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from align.errors import InputError
from align.formats import html_tree
from align.formats.html_tree import Piece
from align.formats.lines import clean
from align.model import Block, Note

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})"
    rb"|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})",
    re.I,
)
_FURNITURE_TAGS = frozenset(("nav", "footer", "form", "aside", "dialog", "menu"))
_FURNITURE_ROLES = re.compile(
    r"(?:navigation|complementary|contentinfo|search|banner|dialog|alertdialog|form|menu|menubar"
    r"|toolbar)$",
    re.I,
)
#: Words in class and id by which sites name what is not the article.
_FURNITURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:"
    r"share|sharing|shares|bd[-_]?share|social|sns|follow(?:-us|us)?|newsletters?|subscri(?:be|ption|bers?)|"
    r"signup|sign[-_]up|paywall|regwall|meter(?:ed)?|membership|login|"
    r"related|relate|recommend(?:ed|ations?)?|recirc(?:ulation)?|read[-_]?(?:more|next|also)|"
    r"more[-_]?(?:news|stories|from)|most[-_]?(?:read|popular|viewed)|popular|trending|hot[-_]?(?:news|list)|rank(?:ing|list)?|"
    r"ads?|advert(?:s|isement|isements|ising|orial)?|adsense|adslot|banner[-_]?ads?|guanggao|sponsor(?:ed)?|promo(?:tion|s)?|"
    r"outbrain|taboola|cookies?|consent|gdpr|comments?|disqus|pinglun|"
    r"breadcrumbs?|crumbs?|pagination|pager|page[-_]?nav|toolbar|tool[-_]?bar|tools|sidebar|side[-_]?bar|"
    r"qr[-_]?code|erweima|fenxiang|app[-_]?(?:download|promo|banner)|download[-_]?app|print[-_]?(?:btn|button)|"
    r"tags?|tag[-_]?list|keywords?|copyright|site[-_]?(?:footer|header|nav)|(?:top|main|sub)[-_]?nav|navbar|menu|"
    r"author[-_]?(?:bio|box|card)|about[-_]?(?:the-)?author|editor[-_]?info|zeren|disclaimer|feedback|reward|donat(?:e|ion)"
    r")(?:$|[\s_-])",
    re.I,
)
#: How furniture without a name begins.
_FURNITURE_TEXT = re.compile(
    r"(?:share (?:this|on|via)|sign up|subscribe|log ?in\b|already (?:a|have)|advertisement\b|"
    r"sponsored\b|read (?:more|next|also)\b|related(?: (?:stories|articles|news|topics))?\s*:?$|"
    r"see also\b|follow us|most (?:read|popular)|click here|download (?:the|our) app|"
    r"scan (?:the|to)|all rights reserved|copyright\b|©|skip to|back to top|print this|"
    r"save for later|tags?\s*[:：]|"
    r"分享(?:到|至|本文)?|转发|收藏|点赞|打印|字号|字体|订阅|(?:微信|手机)?扫(?:码|一扫)|长按|关注(?:我们|公众号)|"
    r"相关(?:阅读|新闻|报道|文章|链接|推荐|專題|專题|新聞|閱讀|報道)|(?:延伸|推荐|推薦|更多|热门|熱門)(?:阅读|閱讀|新闻|推荐|文章)?[:：]?$|"
    r"广告$|廣告$|[（(\[【]?(?:责任编辑|責任編輯|责编|編輯[:：]|编辑[:：])|版权(?:所有|声明)|版權(?:所有|聲明)|未经授权|"
    r"免责声明|免責聲明|点击(?:上方|下方|查看|这里|下载|进入)|喜欢作者|點擊|登录|登錄|注册|註冊|返回(?:首页|顶部|列表)|[上下]一[篇页頁]|"
    r"(?:我要)?(?:举报|舉報)|(?:特别)?声明[:：]|原标题[:：]|阅读原文|下载.{0,8}(?:APP|客户端))",
    re.I,
)
_BYLINE_NAME = re.compile(r"byline|author|credit|meta|info|source|date|time|address", re.I)
_NOT_LETTERS = re.compile(r"[\W_]+")
#: trafilatura's time grows with the page; beyond so many characters the whole page is kept.
_LONGEST_SEARCHED = 1_000_000
#: Less than this is no article.
_SHORTEST_ARTICLE = 40
#: An element that holds this part of the article is no furniture, whatever it calls itself.
_TOO_MUCH_FOR_FURNITURE = 0.25


def declared_encoding(data: bytes) -> str:
    """The encoding that a page says it is in; empty if it says nothing.

    >>> declared_encoding(b'<meta charset="gb2312">')
    'gb2312'
    """
    match = _DECLARED.search(data[:4096])
    return (match.group(1) or match.group(2)).decode("ascii") if match else ""


def read_web_page(
    text: str, *, keep_all: bool = False, path: str = ""
) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """The blocks of a web page's article, and a note on how much was left out.

    With ``keep_all``, or where there is no article, all text that a browser would show.

    Raises InputError for a page that cannot be parsed.
    """
    root = html_tree.parse(text, path)
    pieces = html_tree.pieces(root)
    every = tuple(piece.block for piece in pieces)
    size = sum(len(block.text) for block in every)
    if keep_all or not pieces:
        return every, ()
    if size > _LONGEST_SEARCHED:
        return every, (Note("web.too_long", (("characters", size),)),)
    kept = _Article(root, pieces, _kept_text(root, path)).blocks()
    if sum(len(block.text) for block in kept) < _SHORTEST_ARTICLE:
        return every, (Note("web.no_article"),)
    dropped = len(every) - len(kept)
    if not dropped:
        return kept, ()
    percent = round(100 * (size - sum(len(block.text) for block in kept)) / size)
    values = (("dropped", dropped), ("total", len(every)), ("percent", percent))
    return kept, (Note("web.dropped", values),)


def _kept_text(root: _Element, path: str) -> list[str]:
    """What trafilatura keeps of a page, element by element."""
    import logging
    from copy import deepcopy

    from lxml.html import HtmlElement
    from trafilatura.core import bare_extraction
    from trafilatura.settings import use_config

    tree = deepcopy(root)
    if not isinstance(tree, HtmlElement):
        return []
    config = use_config()
    # Measured in characters, of which Chinese needs a third of what English does.
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "80")
    # It logs what we say ourselves, and better: that there is no article.
    log = logging.getLogger("trafilatura")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(
            tree,
            include_comments=False,
            include_tables=True,
            include_formatting=False,
            deduplicate=False,
            with_metadata=False,
            config=config,
        )
    except RecursionError:
        raise InputError("web.too_deep", path=path or None) from None
    finally:
        log.setLevel(level)
    body = getattr(found, "body", None)
    if body is None:
        return []
    texts = (text for element in body.iter() for text in (element.text, element.tail) if text)
    return [line for text in texts for line in text.splitlines() if line.strip()]


def _compact(text: str) -> str:
    return _NOT_LETTERS.sub("", text)


@dataclass(slots=True)
class _Article:
    """The search for the pieces of a page that are its article."""

    root: _Element
    pieces: list[Piece]
    kept_text: list[str]
    weights: dict[_Element, int] = field(default_factory=dict)
    furniture: dict[_Element, bool] = field(default_factory=dict)
    link_lists: dict[_Element, bool] = field(default_factory=dict)
    total: int = 0
    names_mislead: bool = False

    def blocks(self) -> tuple[Block, ...]:
        marked = self._marked()
        if not marked:
            return ()
        self._weigh(marked)
        # Some builders call each paragraph's wrapper what others call furniture.
        sizes = [len(self.pieces[i].block.text) for i in marked if not self._in_furniture(i)]
        if sum(sizes) < 0.5 * self.total:
            self.names_mislead = True
            self.furniture.clear()
        top = self._top(marked)
        inside = [_is_within(piece.element, top) for piece in self.pieces]
        start = min((index for index in marked if inside[index]), default=min(marked))
        title = self._title(start)
        if title is not None:
            # Byline and date line stand between title and story, often outside of both.
            head = _common(self.pieces[title].element, top)
            for index in range(title, start):
                inside[index] = _is_within(self.pieces[index].element, head)
        # A mark outside is a menu entry with the words of a heading, or a long standfirst.
        marked = {
            index
            for index in marked
            if not self._in_furniture(index)
            and (inside[index] or len(self.pieces[index].block.text) > 60)
        }
        if not marked:
            return ()
        article = marked | ({title} if title is not None else set())
        first, last = min(article), max(marked)
        edges = {self.pieces[index].element.getparent() for index in (min(marked), last)}
        for index, piece in enumerate(self.pieces):
            if index in article or not inside[index]:
                continue
            beside = piece.element.getparent() in edges or piece.block.kind == "caption"
            in_head = title is not None and title < index < start
            if (first < index < last or beside) and self._belongs(index, in_head=in_head):
                article.add(index)
        return tuple(self.pieces[index].block for index in sorted(article))

    def _marked(self) -> set[int]:
        """The pieces that trafilatura kept."""
        lines = {_compact(text) for text in self.kept_text}
        everything = "\n".join(_compact(text) for text in self.kept_text)
        marked = set()
        for index, piece in enumerate(self.pieces):
            text = _compact(piece.block.text)
            # Short texts occur within others by chance.
            if text and (text in lines or (len(text) >= 12 and text in everything)):
                marked.add(index)
        return marked

    def _weigh(self, marked: set[int]) -> None:
        """Add up, for each element, how many kept characters it holds."""
        for index in marked:
            piece = self.pieces[index]
            size = len(piece.block.text)
            self.total += size
            for element in (piece.element, *piece.element.iterancestors()):
                self.weights[element] = self.weights.get(element, 0) + size

    def _top(self, marked: set[int]) -> _Element:
        """The smallest element that holds nearly all of the article."""
        element = self.root
        while True:
            heavy = [child for child in element if self.weights.get(child, 0) >= 0.9 * self.total]
            if not heavy:
                return element
            element = heavy[0]

    def _title(self, before: int) -> int | None:
        """The nearest top heading before the article that the page's title repeats."""
        name = self.root.findtext(".//title") or ""
        title = _compact(clean(name))
        for index in range(before, -1, -1):
            piece = self.pieces[index]
            text = _compact(piece.block.text)
            if piece.block.kind != "heading" or piece.element.tag not in ("h1", "h2"):
                continue
            if len(text) >= 4 and text in title and not self._in_furniture(index):
                return index
        return None

    def _in_furniture(self, index: int) -> bool:
        element = self.pieces[index].element
        for node in (element, *element.iterancestors()):
            if node not in self.furniture:
                self.furniture[node] = self._is_furniture(node)
            if self.furniture[node]:
                return True
        return bool(_FURNITURE_TEXT.match(self.pieces[index].block.text)) and self._is_short(index)

    def _is_furniture(self, element: _Element) -> bool:
        if self.weights.get(element, 0) > _TOO_MUCH_FOR_FURNITURE * self.total:
            return False
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        return (
            element.tag in _FURNITURE_TAGS
            or _FURNITURE_ROLES.match(element.get("role") or "") is not None
            or (not self.names_mislead and _FURNITURE_NAME.search(names) is not None)
        )

    def _is_short(self, index: int) -> bool:
        text = self.pieces[index].block.text
        return len(text) <= (120 if text.isascii() else 60)

    def _belongs(self, index: int, *, in_head: bool) -> bool:
        """Whether a piece within the article that trafilatura passed over is part of it."""
        if self._in_furniture(index):
            return False
        element = self.pieces[index].element
        names = f"{element.tag} {element.get('class') or ''}"
        if in_head and self._is_short(index) and _BYLINE_NAME.search(names):
            return True  # its names are links
        whole = next(element.iterancestors("ul", "ol", "table"), element)
        if whole not in self.link_lists:
            text = len(_compact(html_tree.all_text(whole)))
            linked = sum(len(_compact(html_tree.all_text(link))) for link in whole.iter("a"))
            self.link_lists[whole] = linked > 0.5 * text
        return not self.link_lists[whole]


def _is_within(element: _Element, top: _Element) -> bool:
    return element is top or any(node is top for node in element.iterancestors())


def _common(one: _Element, other: _Element) -> _Element:
    """The smallest element that holds both."""
    around = [one, *one.iterancestors()]
    return next(node for node in (other, *other.iterancestors()) if node in around)
