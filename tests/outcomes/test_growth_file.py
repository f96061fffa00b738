"""A practice's own parameter file: what is asked of it, who may add it, how it is kept."""

from __future__ import annotations

import pytest

from core.access.audit import Actor
from core.assembly import Practice, Services
from core.errors import DefinitionError, NotPermitted, StaleEdit
from core.outcomes.growth_file import LARGEST, checked_growth, template
from core.store.verify import verify_store
from tests.people import CLINICIAN

OWN = """
instrument = "phq-9"
scale = "total"
norm_group = "adults of one practice, 2019 to 2024"
n = 412
sources = ["own analysis, table 2"]
g = "log"
mu = [15.2, -2.4]
T = [[20.5, -1.5], [-1.5, 2.25]]
sigma = 3.1
first_session = 1
last_session = 20
"""
ASSISTANT = Actor("assistant", "Sam", "assistant")


def test_a_file_with_all_that_is_asked_is_read() -> None:
    found = checked_growth("own.toml", OWN)
    assert (found.norm_group, found.n) == ("adults of one practice, 2019 to 2024", 412)
    assert found.covers(20)


@pytest.mark.parametrize(
    ("line", "instead", "said"),
    [
        ('norm_group = "adults', 'norm_group = "Fill in: adults', "own.toml: norm_group: fill in"),
        ("n = 412\n", "", "own.toml: n: fill in how many people"),
        ("n = 412", "n = 0", "own.toml: n: "),
        ('sources = ["own analysis, table 2"]\n', "", "own.toml: sources: fill in where"),
        ('"own analysis, table 2"', '"own analysis", " "', "own.toml: sources: fill in where"),
        ('"phq-9"', '"phq-99"', "own.toml: instrument: no measure here has this id"),
        ('"total"', '"sum"', "own.toml: scale: PHQ-9 has total"),
        ('"log"', '"cubic"', "own.toml: g: "),
        ("sigma = 3.1", "sigma = 0", "own.toml: sigma: must be above 0"),
        ("[-1.5, 2.25]", "[1.5, 2.25]", "own.toml: T: "),
        ("sigma", "sigmma", "own.toml: sigma: "),
        ("sigma = 3.1", "sigma = ", "own.toml: syntax: this is not readable TOML (at line 10,"),
    ],
)
def test_a_mistake_names_file_and_key(line: str, instead: str, said: str) -> None:
    assert line in OWN
    with pytest.raises(DefinitionError) as refused:
        checked_growth("own.toml", OWN.replace(line, instead))
    assert refused.value.sentence.startswith(said)


def filled_template(*also: tuple[str, str]) -> str:
    text = template()
    for line, instead in (
        ("FILL IN: who they are, where they were seen, for what, when", "adults"),
        ("FILL IN: the publication or the analysis, with table and page", "table 2"),
        *also,
    ):
        assert line in text
        text = text.replace(line, instead)
    return text


def test_the_template_is_refused_until_it_is_filled_in() -> None:
    for text, key in ((template(), "norm_group"), (filled_template(), "mu")):
        with pytest.raises(DefinitionError, match=key):
            checked_growth("template.toml", text)
    assert checked_growth("own.toml", filled_template(("sigma = 1.1", "sigma = 4.2"))).n == 1


def test_a_file_far_too_long_is_refused() -> None:
    with pytest.raises(DefinitionError, match="longer than"):
        checked_growth("own.toml", OWN + "#" * LARGEST)


def test_a_file_is_kept_replaced_and_taken_out(practice: Practice, services: Services) -> None:
    outcomes = services.outcomes
    assert outcomes.growth(CLINICIAN) == []
    outcomes.add_growth(CLINICIAN, "own.toml", OWN)
    outcomes.add_growth(CLINICIAN, "newer.toml", OWN.replace("412", "500"))
    (one,) = outcomes.growth_files(CLINICIAN)
    assert (one.name, one.version) == ("newer.toml", 2)
    assert [growth.n for growth in outcomes.growth(ASSISTANT)] == [500]
    outcomes.take_out_growth(CLINICIAN, one)
    assert outcomes.growth(CLINICIAN) == []
    outcomes.add_growth(CLINICIAN, "again.toml", OWN)
    assert [growth.n for growth in outcomes.growth(CLINICIAN)] == [412]
    assert verify_store(practice.connection()).problems == ()
    told = practice.connection().rows("SELECT action FROM audit_trail ORDER BY seq")
    assert told == [("growth.saved",)] * 2 + [("growth.retired",), ("growth.saved",)]


def test_one_file_for_each_scale(services: Services) -> None:
    services.outcomes.add_growth(CLINICIAN, "a.toml", OWN)
    services.outcomes.add_growth(CLINICIAN, "b.toml", OWN.replace("phq-9", "gad-7"))
    assert [g.instrument for g in services.outcomes.growth(CLINICIAN)] == ["gad-7", "phq-9"]


def test_what_was_taken_out_meanwhile_is_not_taken_out_twice(services: Services) -> None:
    one = services.outcomes.add_growth(CLINICIAN, "own.toml", OWN)
    services.outcomes.take_out_growth(CLINICIAN, one)
    with pytest.raises(StaleEdit):
        services.outcomes.take_out_growth(CLINICIAN, one)


def test_only_who_may_change_settings_adds_or_takes_out(services: Services) -> None:
    one = services.outcomes.add_growth(CLINICIAN, "own.toml", OWN)
    with pytest.raises(NotPermitted):
        services.outcomes.add_growth(ASSISTANT, "own.toml", OWN)
    with pytest.raises(NotPermitted):
        services.outcomes.take_out_growth(ASSISTANT, one)
    assert len(services.outcomes.growth(CLINICIAN)) == 1
