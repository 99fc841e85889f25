"""What kind of thing a mined pair names."""

from collections.abc import Callable

import pytest

from align.model import Alignment
from align.settings import TermSettings
from align.terms.mine import mine

Make = Callable[..., Alignment]


@pytest.mark.parametrize(
    ("beads", "english", "kind"),
    [
        ([("外交部长王毅会见了客人。", "Foreign Minister Wang Yi met the guests."),
          ("王毅说，合作很好。", "Wang Yi said cooperation was good.")], "Wang Yi", "person"),
        ([("美联储主席鲍威尔表示，通胀上升。", "Fed Chair Powell said inflation was rising."),
          ("鲍威尔指出，就业稳定。", "Powell noted that employment was stable.")],
         "Powell", "person"),
        ([("埃隆·马斯克来了。", "Elon Musk came."), ("马斯克否认了。", "Musk denied it.")],
         "Musk", "person"),
        ([("他住在加德满都。", "He lives in Kathmandu."),
          ("加德满都很美。", "Kathmandu is beautiful.")], "Kathmandu", "place"),
        ([("华为发布了手机。", "Huawei released a phone."),
          ("他在华为工作。", "He works at Huawei.")], "Huawei", "organisation"),
        ([("最高人民法院公布了案例。", "The Supreme People's Court published cases."),
          ("最高人民法院驳回上诉。", "The Supreme People's Court dismissed the appeal.")],
         "Supreme People's Court", "organisation"),
        ([("公安部发布通知。", "The Ministry of Public Security issued a notice."),
          ("公安部开展检查。", "The Ministry of Public Security carried out checks.")],
         "Ministry of Public Security", "organisation"),
        ([("《網路安全管理條例》生效。",
           "The Regulations on Cybersecurity Management took effect."),
          ("法院引用《網路安全管理條例》。",
           "The court cited the Regulations on Cybersecurity Management.")],
         "Regulations on Cybersecurity Management", "law"),
        ([("财务状况良好。", "Financial condition was good."),
          ("财务报表已经公布。", "Financial statements have been published.")],
         "financial statement", "concept"),
    ],
)  # fmt: skip
def test_kinds_of_names(make: Make, beads: list[tuple[str, str]], english: str, kind: str) -> None:
    entries = mine([make(*beads)], TermSettings(min_score=0.01)).entries
    told = {e.type for e in entries if english in {t.text for t in e.in_lang("en")}}
    assert told == {kind}
