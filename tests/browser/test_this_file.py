"""The file as a record, in a real browser: on hold, erased, and the certificate of it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

pytestmark = pytest.mark.browser
# The last file of this folder: the sample client it erases is needed by those before.
CODE, NAME = "HL-107", "Tobias Wren"


def open_part(page: Page, address: str, part: str) -> None:
    page.goto(address)
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("button", name="This file").click()
    choice = page.get_by_role("radio", name=part).or_(
        page.get_by_role("button", name=part, exact=True)
    )
    choice.first.click()


def test_a_file_on_hold_stays_and_once_lifted_is_erased_for_good(
    page: Page, demo_address: str
) -> None:
    open_part(page, demo_address, "Legal hold")
    page.get_by_label("Reason for a new hold").fill("A court asked for the file.")
    page.get_by_role("button", name="Put on hold").click()
    expect(page.get_by_text("On hold: the file cannot be erased.")).to_be_visible()
    open_part(page, demo_address, "Erase")
    expect(page.get_by_text("This file is on legal hold and cannot be erased.")).to_be_visible()
    open_part(page, demo_address, "Legal hold")
    page.get_by_role("button", name="Lift", exact=True).click()
    expect(page.get_by_text("The hold is lifted.")).to_be_visible()

    open_part(page, demo_address, "Erase")
    page.get_by_role("button", name="Erase this client for good").click()
    expect(page.get_by_text("Type the client's code to erase the file.")).to_be_visible()
    typed = page.get_by_label(f"Type the code {CODE} to erase the file")
    typed.fill(CODE)
    typed.press("Enter")
    page.get_by_role("button", name="Erase this client for good").click()
    expect(page.get_by_text(f"{CODE} is erased.")).to_be_visible()
    expect(page.get_by_role("button", name="Erase this client for good")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the certificate (PDF)").click()
    content = Path(download.value.path()).read_bytes()
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(content)).pages)
    assert CODE in text
    assert NAME not in text
    page.get_by_role("button", name="Back to the caseload").click()
    expect(page.get_by_role("heading", name="Caseload")).to_be_visible()
    expect(page.get_by_role("link", name=NAME)).to_have_count(0)
