"""How large a picture is meant to be, read from the picture itself."""

from __future__ import annotations

import re
import struct


def picture_size(png: bytes) -> tuple[float, float]:
    """Width and height of a PNG in millimetres, by its own resolution (96 dpi if unsaid)."""
    width, height = struct.unpack(">II", png[16:24])
    found = re.search(rb"pHYs(.{8})\x01", png[:4096], re.DOTALL)
    across, down = struct.unpack(">II", found[1]) if found else (96 / 0.0254,) * 2
    return width * 1000 / across, height * 1000 / down
