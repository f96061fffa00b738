"""The proof drives a real browser too, with the one of tests/browser."""

from __future__ import annotations

from tests.browser.conftest import browser, page

__all__ = ["browser", "page"]
