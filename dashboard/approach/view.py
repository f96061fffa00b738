"""What the Approach page can show. The software recommends nothing."""

from __future__ import annotations

from collections.abc import Sequence

from core.approaches.model import Plan
from core.vocabulary import label

SHORT = {"eft_couples": "EFT couple", "efit": "EFIT", "ifs": "IFS", "emdr": "EMDR"}


def views(plans: Sequence[Plan], *, in_couple: bool) -> dict[str, str]:
    """What the page can show: choosing, the plans, and a worksheet for each approach.

    The couple worksheet stands for somebody in a couple, or with a plan for it; any other
    approach without a worksheet of its own only where there is a plan.
    """
    planned = [plan.approach for plan in plans if plan.status != "ended"]
    wanted = [one for one in SHORT if one != "eft_couples" or in_couple or one in planned]
    others = [one for one in dict.fromkeys(planned) if one not in SHORT]
    return {"choose": "Choose", "plan": "Plan"} | {
        one: SHORT.get(one) or label("approaches", one) for one in (*wanted, *others)
    }
