"""Every instrument file keeps the rules that the scoring code relies on."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import pairwise

import pytest

from core.errors import DefinitionError
from core.outcomes.definition import Sourced
from core.outcomes.instrument import Instrument, instrument_from, instruments
from core.outcomes.scoring import score

FOLDER = files("core.outcomes").joinpath("instruments")
FILES = sorted(file.name for file in FOLDER.iterdir() if file.name.endswith(".toml"))
EVERY = pytest.mark.parametrize("one", instruments().values(), ids=lambda one: one.id)


def read(name: str) -> str:
    return FOLDER.joinpath(name).read_text(encoding="utf-8")


def test_there_is_a_library() -> None:
    assert set(instruments()) >= {"phq-9", "gad-7", "pcl-5", "ecr-rs", "csi-16", "sud", "voc"}


@pytest.mark.parametrize("file", FILES)
def test_every_file_loads_and_its_name_is_the_id(file: str) -> None:
    assert f"{instrument_from(file, read(file)).id}.toml" == file


@pytest.mark.parametrize("file", FILES)
def test_every_file_explains_its_words_in_the_header(file: str) -> None:
    header = read(file).split("\nid =")[0]
    assert "never edited" in header
    assert "unverified" in header


@EVERY
def test_bands_cover_the_main_scale_without_gap_or_overlap(one: Instrument) -> None:
    if not one.bands:
        return
    assert {band.scale for band in one.bands} == {one.main_scale.id}
    assert one.bands[0].min == one.main_scale.min
    assert one.bands[-1].max == one.main_scale.max
    for lower, upper in pairwise(one.bands):
        assert upper.min == lower.max + 1
    assert len({band.label for band in one.bands}) == len(one.bands)


@EVERY
def test_a_key_uses_each_item_once_and_turns_round_only_its_own(one: Instrument) -> None:
    assert len({scale.id for scale in one.scales}) == len(one.scales)
    for scale in one.scales:
        assert scale.items
        assert len(set(scale.items)) == len(scale.items)
        assert set(scale.reverse) <= set(scale.items)
    used = [number for scale in one.scales for number in scale.items]
    assert set(used) == {item.number for item in one.items}


@EVERY
def test_scales_that_share_items_are_a_total_and_its_parts(one: Instrument) -> None:
    total = [s for s in one.scales if len(s.items) == len(one.items)]
    parts = [s for s in one.scales if s not in total]
    assert len(total) <= 1
    in_parts = sorted(number for part in parts for number in part.items)
    assert not parts or in_parts == [item.number for item in one.items]


@EVERY
def test_the_range_of_a_scale_is_what_its_items_can_add_up_to(one: Instrument) -> None:
    for scale in one.scales:
        lows, highs = zip(*(one.item_range(number) for number in scale.items), strict=True)
        count = len(scale.items) if scale.method == "mean" else 1
        assert (scale.min, scale.max) == (sum(lows) / count, sum(highs) / count)


@EVERY
def test_every_figure_names_a_scale_or_item_that_exists(one: Instrument) -> None:
    scales = {scale.id for scale in one.scales}
    figures = (*one.cutoffs, *one.reliable_change, *one.meaningful_change, *one.norms)
    assert {figure.scale for figure in figures} <= scales
    assert {risk.item for risk in one.risk_items} <= {item.number for item in one.items}
    items = {item.number for item in one.items}
    used = (n for rule in one.algorithms for cluster in rule.clusters for n in cluster.items)
    assert set(used) <= items
    for cutoff in one.cutoffs:
        assert one.scale(cutoff.scale).min <= cutoff.value <= one.scale(cutoff.scale).max


def figures(one: Instrument) -> list[Sourced]:
    found = [*one.cutoffs, *one.reliable_change, *one.meaningful_change, *one.norms]
    found += [*one.reliability, *one.risk_items, *one.algorithms]
    return [*found, one.bands_source] if one.bands else found


@EVERY
def test_every_figure_in_use_names_its_source(one: Instrument) -> None:
    for figure in figures(one):
        if figure.usable:
            assert figure.sources, figure
            assert all(source.strip() for source in figure.sources), figure


@EVERY
def test_no_source_is_left_empty(one: Instrument) -> None:
    assert one.sources
    assert all(source.strip() for source in one.sources)


@EVERY
def test_the_licence_says_whether_wording_may_be_shown(one: Instrument) -> None:
    assert one.licence.status
    assert one.licence.ship_wording in {"yes", "conditional", "own words only", "no"}
    assert one.licence.sources


@EVERY
def test_topics_are_a_few_words_and_never_the_wording(one: Instrument) -> None:
    for item in one.items:
        assert 0 < len(item.topic.split()) <= 6, item
        assert not item.topic.endswith((".", "?"))


@EVERY
def test_every_published_or_hand_made_example_scores_right(one: Instrument) -> None:
    for example in one.worked_examples:
        assert example.source
        found = score(one, example.answers)
        assert found.scores == example.scores
        if example.band:
            assert found.band == example.band


@EVERY
def test_codes_have_the_shape_of_their_code_system(one: Instrument) -> None:
    loinc = [one.codes.loinc_panel, one.codes.loinc_total, *one.codes.loinc_items]
    assert all(re.fullmatch(r"\d{3,6}-\d", code) for code in loinc if code)
    assert not one.codes.loinc_items or len(one.codes.loinc_items) == len(one.items)
    assert one.codes.snomed == "" or one.codes.snomed.isdigit()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (("better_is = \"lower\"", "better_is = \"down\""), "better_is"),
        (("number = 9\n", "number = 10\n"), "file"),
        (("items = [1, 2, 3, 4, 5, 6, 7, 8, 9]", "items = [1, 2, 3, 4, 5, 6, 7, 8, 11]"), "file"),
        (("value = 6\nrule", "value = 6\nruled"), "reliable_change.0"),
        (("title = ", "titel = "), "title"),
        (("id = \"phq-9\"", "id = phq-9"), "syntax"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_file_is_named_by_file_and_key(change: tuple[str, str], place: str) -> None:
    text = read("phq-9.toml")
    assert change[0] in text
    with pytest.raises(DefinitionError) as refused:
        instrument_from("phq-9.toml", text.replace(*change, 1))
    assert refused.value.file == "phq-9.toml"
    assert refused.value.key.startswith(place)
    assert refused.value.sentence.startswith("phq-9.toml: ")
