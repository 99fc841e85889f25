"""Chinese words with a numeral that would look as if it counted something."""

from __future__ import annotations

import re

_IDIOMS = """
一日千里 一带一路 一边 一旦 一般 一直 一些 一切 一定 一样 一致 一下 一向 一再 一共 一律 一并 一旁 一方面 一体 一级棒
一线 一流 一行 一时 一生 一手 一度 一道 一面 一点 一会 一席之地 一口气 一次性 一成不变 一股脑 一门心思 一句话
一分为二 一部分 一系列 一大批 一代 一元化 一连串 一步步 一步到位 一举 一则 一把手 一号文件 一石二鸟 一年四季
一年一度 一对一 一块 一站式 一路 一条龙 一场空 一家人 一张网 一网通办 一国两制 一中一台 一方 一点通 一连
千上万 万计 十分 十字 十全十美 十足 十二分 十一黄金周 十一长假 百分数 百分比 百姓 百货 百科 百家争鸣 百年大计
百度 百花 千万别 千万不 千万要 千方百计 千家万户 千篇一律 千里之行 千禧 千岛 万一 万分 万里长城 万众 万科
万达 万事达 万里 万家乐 万用 万能 亿利 亿达 二手 二元论 二元化 二元制 二元结构 二次元 二维码 二级市场 二道贩子 二人转 二胡 二氧化 三氧化
三番五次 三番两次 三天两头 三言两语 三长两短 三心二意 三分球 三角 三明治 三星 三亚 三国演义 三国志 三国时期
三级跳 三点一线 三线城市 三峡 三门峡 三元桥 三元里 三农 三八 三七 三文鱼 三条杠 三代同堂 三好 三口之家
四川 四面八方 四分五裂 四分卫 四方食事 四大皆空 四季如春 四人帮 四平 四氯 五台山 五颜六色 五花八门 五角大楼
五湖四海 五金 五指山 五粮液 五环路 五笔 五位一体 五行 五一 五四 六盘水 六安 六四 六合 七台河 七嘴八舌 七上八下
七七事变 八达岭 八一 八卦 八面 九龙 九寨沟 九牛一毛 九牛二虎 九一一 九一八 独一无二 两手空空 两面 两会 两栖
两口子 两难 两旁 两样 两可 两极 两者 两全其美 两头 第一时间 第一线 第一手 第一夫人 第三方 第三者 第三世界
零部件 零件 零配件 零星 零碎 零散 零头 零钱 零花钱 零食 零用 零售 零售商 零售业 零落 零零散散 零距离 零信任
第一把手 第二天 三十六计 四个全面 两个维护 二氧 百里挑一 万分之一 万里挑一
"""
_BY_FIRST: dict[str, tuple[str, ...]] = {}
for _word in sorted(_IDIOMS.split(), key=len, reverse=True):
    _BY_FIRST[_word[0]] = (*_BY_FIRST.get(_word[0], ()), _word)

# What begins like one of them and counts after all.
_COUNTS = re.compile(
    r"十分[钟之]|万分之|三角钱|一块钱|(?<=[午晨晚])一[点时]"
    r"|一点[〇零一二三四五六七八九]{1,4}[百千万亿倍成个%米元美港欧公英吨度秒年]"
)
_WEEKDAYS = ("周", "星期", "礼拜")


def end(text: str, at: int) -> int:
    """Where the idiom ends in which the numeral at ``at`` stands, or 0 where it is in none.

    A day of the week (周五) counts as one.

    >>> end("推进一带一路建设", 2), end("等十分钟", 1)
    (6, 0)
    """
    if text[max(0, at - 2) : at].endswith(_WEEKDAYS) and text[at] in "一二三四五六":
        return at + 1
    for idiom in _BY_FIRST.get(text[at], ()):
        if text.startswith(idiom, at) and not _COUNTS.match(text, at):
            return at + len(idiom)
    if text[max(0, at - 2) : at] in ("日复", "年复"):
        return at + 2
    if at and text[at - 1] == "第":
        for idiom in _BY_FIRST["第"]:
            if text.startswith(idiom, at - 1):
                return at - 1 + len(idiom)
    return 0
