"""第14条 吸引新型经营主体参与经营: who leases, contracts or manages the asset."""

from __future__ import annotations

from xltools.rules.art13.conditions import Condition, Path, asked, is_business
from xltools.tables.declared.assets import OPERATE

OPERATORS = Path(
    OPERATE,
    "租赁承包联营托管",
    (
        Condition("经营性资产", "第14条（缺省）：公益性的先变更登记", is_business, gate=True),
        Condition("建立联农带农机制", "第14条（方案）：在建立联农带农机制前提下", asked),
        Condition("有家庭农场、合作社或市场主体愿意承接", "第14条（方案）：新型经营主体和市场主体", asked),
    ),
)
