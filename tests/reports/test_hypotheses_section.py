"""Predictions in the formulation report: hedged, with the counts they rest on."""

from __future__ import annotations

from core.assembly import Services
from core.clients.model import Client
from core.formulation.model import Link, Prediction
from core.reports.document import Bullets, Paragraph, plain
from core.reports.hypotheses import prediction_blocks
from tests.formulation.diary import CHECKS, SLOW, fourfold
from tests.people import CLINICIAN, days_ago, link

# Convictions of like-sex twins (R's ?fisher.test): 2 of 12 against 15 of 18, p = 0.0005367.
TWINS = (2, 10, 15, 3)


def filled(services: Services, *predictions: Prediction | None) -> list[Link]:
    for one in (SLOW, CHECKS):
        services.formulation.save_node(CLINICIAN, one)
    for moment in fourfold(*TWINS):
        services.triggers.save(CLINICIAN, moment)
    links = [link(SLOW, CHECKS, prediction=one) for one in predictions]
    return [services.formulation.save_link(CLINICIAN, one) for one in links]


def lines(services: Services, client: Client) -> tuple[str, list[str]]:
    opening, bullets = prediction_blocks(services.file(CLINICIAN, client.id))
    assert isinstance(opening, Paragraph)
    assert isinstance(bullets, Bullets)
    return plain(opening.spans), [plain(item) for item in bullets.items]


def test_a_prediction_stands_with_its_verdict_counts_hedged(
    services: Services, mara: Client
) -> None:
    filled(
        services, Prediction(kind="same_episode", goes_with="less", set_on=days_ago(191)), None
    )  # fmt: skip
    opening, (line,) = lines(services, mara)
    assert "they do not show why" in opening
    assert line.startswith(
        "Slow reply may lead to Checks his phone: Episodes with “Slow reply” show “Checks his "
        "phone” less often than the rest. The client's own data may support this so far: “Checks "
        "his phone” showed in 2 of 12 episodes with “Slow reply”, and in 15 of 18 without it."
    )
    assert "Read it as a hint." in line
    assert line.endswith("20 of 30 came after the prediction was set.")


def test_what_speaks_against_it_is_said_too_and_how_many_were_corrected_for(
    services: Services, mara: Client
) -> None:
    filled(
        services,
        Prediction(kind="same_episode"),
        Prediction(kind="same_episode", goes_with="less"),
        Prediction(kind="strategy_lowers"),
    )
    opening, found = lines(services, mara)
    assert "corrected for 2 predictions tested" in opening
    assert "The data so far may speak against this" in found[0]
    assert "may support this so far" in found[1]
    assert "Not tested: too little data yet" in found[2]


def test_without_a_prediction_the_report_has_no_such_lines(
    services: Services, mara: Client
) -> None:
    filled(services, None)
    assert not list(prediction_blocks(services.file(CLINICIAN, mara.id)))
