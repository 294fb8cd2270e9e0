"""What is said of an imported text whose standing nobody has checked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from knowledge.citations.messages import Both
from knowledge.models import Law, Status, Statute


def unchecked(law: Law, versions: Sequence[Statute], today: date) -> Both | None:
    """状态待核, with the reason; None where the standing of every version is known."""
    doubtful = next(
        (one for one in reversed(versions) if one.unchecked and one.status_on(today) is Status.UNKNOWN), None
    )
    if doubtful is None:
        return None
    return Both(
        f"《{law.short_title}》的文本由运营者导入，状态待核：{doubtful.unchecked}。核对之前不作为现行规定引用。",
        f"The text of 《{law.short_title}》 was imported by the operator and its standing has not been checked; "
        "until then it is not quoted as law in force.",
    )
