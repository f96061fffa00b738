"""The typefaces of documents and figures.

DejaVu Sans comes with matplotlib, so pages look the same on every machine. It lacks some
scripts; for those the machine's own fonts are used where it has them.
"""

from __future__ import annotations

from pathlib import Path

import matplotlib

MAIN = "DejaVu Sans"
# Draws a box that names the script: a mark on the page for a letter that no font has.
LAST_RESORT = "Last Resort High-Efficiency"
OTHER_SCRIPTS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans SC",
    "Microsoft YaHei",
    "Yu Gothic",
    "Malgun Gothic",
    "PingFang SC",
    "Hiragino Sans",
    "Apple SD Gothic Neo",
    "WenQuanYi Zen Hei",
    "Nirmala UI",
    "Noto Sans Devanagari",
    "Kohinoor Devanagari",
    "Leelawadee UI",
    "Noto Sans Thai",
    "Thonburi",
    "Segoe UI Symbol",
    "Noto Sans Symbols 2",
    "Apple Symbols",
    "Arial Unicode MS",
)


def shipped_folder() -> Path:
    """The folder of the fonts that come with matplotlib."""
    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"
