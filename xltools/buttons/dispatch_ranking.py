"""调度排名.xlsm: 汇总上报 · 计分排名 · 生成函件 (第11、12条)."""

from xltools.buttons.button import button
from xltools.buttons.collect import collect
from xltools.buttons.letters import letters
from xltools.buttons.rank import rank

WORKBOOK = "调度排名"

button("collect", "汇总上报", WORKBOOK)(collect)
button("rank", "计分排名", WORKBOOK)(rank)
button("letters", "生成函件", WORKBOOK)(letters)
