"""The dashboard's pages, run by AppTest on a real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import dashboard
from core.assembly import Practice, create_demo_store, open_practice
from core.exchange.demo import fill_with_samples
from core.exchange.sample import sample_id
from dashboard import workspace

NAVIGATION = Path(dashboard.__file__).with_name("navigation.py")


class Screen:
    """One browser tab: goes to pages, reads them, uses their widgets."""

    def __init__(self) -> None:
        self.at = AppTest.from_file(str(NAVIGATION), default_timeout=30).run()

    def open(self, page: str, code: str = "") -> Screen:
        """Go to a page, with a sample client picked by code."""
        self.at.switch_page(f"app_pages/{page}.py")
        if code:
            self.at.query_params["client"] = str(sample_id(code))
        self.at.run()
        return self

    @property
    def words(self) -> str:
        """Everything a person can read on the page."""
        kinds = ("title", "markdown", "caption", "info", "warning", "error", "subheader", "text")
        found = [element.value for kind in kinds for element in self.at.get(kind)]
        found += [cell for table in self.at.table for row in table.value.values for cell in row]
        return "\n".join(str(one) for one in found).replace("\\", "")

    def press(self, label: str) -> Screen:
        """Press a button by its label."""
        button = next(b for b in self.at.button if b.label == label)
        button.click().run()
        return self


def opened(folder: Path, fill: Callable[[Practice], None]) -> Practice:
    create_demo_store(folder, fill)
    return open_practice(folder, lambda: "")


@pytest.fixture(scope="module")
def sample_practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    """The sample clients."""
    practice = opened(tmp_path_factory.mktemp("samples") / "store", fill_with_samples)
    yield practice
    practice.close()


@pytest.fixture(scope="module")
def empty_practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    """A store without a single client."""
    practice = opened(tmp_path_factory.mktemp("empty") / "store", lambda _: None)
    yield practice
    practice.close()


@pytest.fixture
def screen(sample_practice: Practice) -> Screen:
    """A tab on the sample clients."""
    workspace.use(sample_practice)
    return Screen()


@pytest.fixture
def empty_screen(empty_practice: Practice) -> Screen:
    """A tab on the empty store."""
    workspace.use(empty_practice)
    return Screen()
