"""The code blocks of CONTRIBUTING.md, so that the how-tos are followed to the letter."""

from __future__ import annotations

import re
from pathlib import Path

CONTRIBUTING = Path(__file__).parents[2] / "CONTRIBUTING.md"


def blocks(heading: str, language: str) -> list[str]:
    """The fenced blocks of one language under a heading, without their indent."""
    section = CONTRIBUTING.read_text(encoding="utf-8").split(f"## {heading}", 1)[1]
    section = section.split("\n## ", 1)[0]
    found = re.findall(rf"^   ```{language}\n(.*?)^   ```", section, re.M | re.S)
    return [re.sub(r"^   ", "", block, flags=re.M) for block in found]
