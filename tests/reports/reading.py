"""Reads reports back with other programs than the ones that made them."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from pypdf import PdfReader

from core.reports.pandoc import pandoc_path
from core.reports.render import Format, render
from tests.reports.samples import hostile_document, report


@cache
def made(fmt: Format) -> bytes:
    """The sample report as a file."""
    return render(report(), fmt)


@cache
def made_hostile(fmt: Format) -> bytes:
    """The report full of would-be markup as a file."""
    return render(hostile_document(), fmt)


def squeezed(text: str) -> str:
    """Without spaces and line ends, which every format sets its own way."""
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text))


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


class Page(HTMLParser):
    """What a browser would make of a page: its text, and every tag with its attributes."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._skipping = False
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._skipping = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._skipping = self._skipping and tag != "style"

    def handle_data(self, data: str) -> None:
        self.text += "" if self._skipping else data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def part(docx: bytes, name: str) -> str:
    with ZipFile(BytesIO(docx)) as file:
        return file.read(name).decode("utf-8")


def back_from(form: str, content: bytes) -> dict[str, Any]:
    """What pandoc understands when it reads a file again."""
    command = [pandoc_path(), f"--from={form}", "--to=json"]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    tree: dict[str, Any] = json.loads(done.stdout)
    return tree


def said(node: object) -> str:
    """The plain text of a pandoc tree; anything but text is named, so that it is noticed."""
    if isinstance(node, list):
        return "".join(said(child) for child in node)
    if not isinstance(node, dict):
        return ""
    match node.get("t"):
        case "Str":
            return str(node["c"])
        case "Space" | "SoftBreak" | "LineBreak":
            return " "
        case "Code" | "Math" | "RawInline" | "RawBlock" | "CodeBlock" | "Link" | "Image" as kind:
            return f"<<{kind}>>"
    return said(node.get("c", []))


@cache
def text_of(fmt: Format, content: bytes) -> str:
    """All text of a file, in reading order."""
    match fmt:
        case "pdf":
            return "".join(page.extract_text() for page in reader(content).pages)
        case "html":
            return Page(content).text
        case "docx":
            return said(back_from("docx", content)["blocks"])
        case "md":
            return said(back_from("gfm-autolink_bare_uris", content)["blocks"])
