"""Whether English personal names are read as romanisations of Chinese ones."""

from __future__ import annotations

import pytest

from align.text.romanisation import reading, reading_of_name, romanises


@pytest.mark.parametrize(
    ("zh", "english"),
    [
        ("吴泳铭", "Yongming Wu"),
        ("何思敏", "Dr. He Simin"),
        ("欧阳明高", "Ouyang Minggao"),
        ("吕布", "Lü Bu"),
        ("楊金龍", "Yang Chin-long"),
        ("白先勇", "Pai Hsien-yung"),
        ("賴清德", "Lai Ching-te"),
        ("蔡英文", "Tsai Ing-wen"),
        ("侯友宜", "Hou Yu-ih"),
        ("李家超", "Lee Ka-chiu, John"),
        ("林鄭月娥", "Carrie Lam Cheng Yuet-ngor"),
        ("司徒华", "Szeto Wah"),
        ("李飞飞", "Fei-Fei Li"),
        ("姚期智", "Andrew Chi-Chih Yao"),
    ],
)
def test_every_usual_system_is_read_in_either_order(zh: str, english: str) -> None:
    assert romanises(zh, english) == 1.0


@pytest.mark.parametrize(
    ("zh", "english"), [("蒋介石", "Chiang Kai-shek"), ("李开复", "Kai-Fu Lee")]
)
def test_systems_may_be_mixed(zh: str, english: str) -> None:
    assert romanises(zh, english) == 0.9


@pytest.mark.parametrize(
    ("zh", "english"),
    [("黄仁勋", "Jensen Huang"), ("蔡力行", "Rick Tsai"), ("黄循财", "Lawrence Wong")],
)
def test_a_western_given_name_leaves_the_surname_to_tell(zh: str, english: str) -> None:
    assert romanises(zh, english) == 0.5


@pytest.mark.parametrize(
    ("zh", "english"),
    [
        ("李强", "Li Xiaoming"),
        ("李家超", "Lee Chi-wai"),
        ("黄金", "Jensen Huang"),
        ("马斯克", "Elon Musk"),
        ("数据", "Shu Ju"),
        ("人民银行", "People's Bank"),
        ("高通", "Qualcomm"),
        ("李", "Li"),
        ("李强", ""),
        ("李强", "Li Qiang 2"),
    ],
)
def test_another_name_is_none(zh: str, english: str) -> None:
    assert romanises(zh, english) <= 0.1


@pytest.mark.parametrize(
    ("name", "english", "read"),
    [
        ("李强", "Li Qiang", "Lǐ Qiáng"),
        ("陆知远", "Lu Zhiyuan", "Lù Zhīyuǎn"),
        ("查建英", "Zha Jianying", "Zhā Jiànyīng"),
        ("解振华", "Xie Zhenhua", "Xiè Zhènhuá"),
        ("仇和", "Qiu He", "Qiú Hé"),
        ("任正非", "", "Rén Zhèngfēi"),
        ("朴槿惠", "Park Geun-hye", "Piáo Jǐnhuì"),
        ("尉迟恭", "", "Yùchí Gōng"),
        ("曾毓群", "Robin Zeng", "Zēng Yùqún"),
        ("单田芳", "Shan Tianfang", "Shàn Tiánfāng"),
        # The English knows better than the dictionary.
        ("乐黛云", "Yue Daiyun", "Yuè Dàiyún"),
        ("王长安", "Wang Chang'an", "Wáng Cháng'ān"),
        ("里兹基", "Rizky", ""),
        ("鲍威尔", "Powell", ""),
    ],
)
def test_surnames_are_read_as_surnames(name: str, english: str, read: str) -> None:
    assert reading_of_name(name, english) == read


def test_characters_are_read_as_in_most_words() -> None:
    assert reading("上证综指") == "shàng zhèng zōng zhǐ"
    assert reading("摩根士丹利") == "mó gēn shì dān lì"
