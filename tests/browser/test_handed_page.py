"""The page a client is handed runs nothing and fetches nothing, whatever somebody typed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from core.assembly import Services
from core.history.model import Figure
from core.keeping.bundle import PAGE, REVIEW
from tests.people import CLINICIAN, MARA, days_ago, episode

pytestmark = pytest.mark.browser
NASTY = (
    "<script>window.ran = 1</script><img src=http://127.0.0.1:9/x onerror='window.ran = 2'>"
    "<svg onload='window.ran = 3'></svg><a href='javascript:window.ran = 4'>press</a>"
)


@pytest.fixture
def pages(services: Services, tmp_path: Path) -> Path:
    """The bundle of a file full of markup, unpacked."""
    services.clients.save(CLINICIAN, MARA.amended(presenting=NASTY, tags=(NASTY[:180],)))
    services.triggers.save(
        CLINICIAN,
        episode(MARA, days_ago(2), situation=NASTY, with_whom=NASTY[:180], cue=f"other:{NASTY}"),
    )
    services.history.save(CLINICIAN, Figure(client_id=MARA.id, name=NASTY[:110]))
    with zipfile.ZipFile(io.BytesIO(services.keeping.bundle(CLINICIAN, MARA.id, {}))) as zipped:
        zipped.extractall(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", [PAGE, REVIEW])
def test_the_page_runs_nothing_and_asks_nobody_for_anything(
    browser: Browser, pages: Path, name: str
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((pages / name).as_uri())
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    assert page.locator("script, img, svg, a, iframe").count() == 0
    assert asked == [(pages / name).as_uri()]
    assert "window.ran = 1" in page.inner_text("body"), "it is shown as it was typed"
    page.close()
