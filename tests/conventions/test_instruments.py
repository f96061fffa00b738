"""Every instrument file keeps the rules that the scoring code relies on."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from core.errors import DefinitionError
from core.outcomes.definition import Scale, Sourced, WorkedExample
from core.outcomes.instrument import Instrument, instrument_from, instruments
from core.outcomes.library_page import library_page
from core.outcomes.scoring import Scored, band, score, score_typed

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "instruments.md"
FOLDER = files("core.outcomes").joinpath("instruments")
FILES = sorted(file.name for file in FOLDER.iterdir() if file.name.endswith(".toml"))
EVERY = pytest.mark.parametrize("one", instruments().values(), ids=lambda one: one.id)


def read(name: str) -> str:
    return FOLDER.joinpath(name).read_text(encoding="utf-8")


def test_there_is_a_library() -> None:
    assert set(instruments()) >= {"phq-9", "gad-7", "pcl-5", "ecr-rs", "csi-16", "sud", "voc"}


@pytest.mark.parametrize("file", FILES)
def test_every_file_loads_and_its_name_is_the_id(file: str) -> None:
    one = instrument_from(file, read(file))
    assert file in {f"{one.id}.toml", f"{one.id}@{one.version}.toml"}


@pytest.mark.parametrize("file", FILES)
def test_every_file_explains_its_words_in_the_header(file: str) -> None:
    header = read(file).split("\nid =")[0]
    assert "never edited" in header
    assert "unverified" in header


def test_the_list_in_the_docs_is_the_library() -> None:
    assert PAGE.read_text(encoding="utf-8") == library_page(), (
        "Run: python -m core.outcomes.library_page > docs/reference/instruments.md"
    )


@EVERY
def test_bands_cover_the_main_scale_without_gap_or_overlap(one: Instrument) -> None:
    if not one.bands:
        return
    assert {band.scale for band in one.bands} == {one.main_scale.id}
    assert one.bands[0].min == one.main_scale.min
    assert one.bands[-1].max == one.main_scale.max
    step = 0.01 if one.main_scale.method == "mean" else 1
    for lower, upper in pairwise(one.bands):
        assert round(upper.min - lower.max, 9) == step
    assert len({band.label for band in one.bands}) == len(one.bands)


@EVERY
def test_every_score_between_the_ends_lies_in_a_band(one: Instrument) -> None:
    if not one.bands:
        return
    low, high = one.main_scale.min, one.main_scale.max
    assert low is not None
    assert high is not None
    for step in range(2001):
        value = low + (high - low) * step / 2000
        assert band(one, {one.main_scale.id: value}) is not None, value


@EVERY
def test_a_key_uses_each_item_once_and_turns_round_only_its_own(one: Instrument) -> None:
    assert len({scale.id for scale in one.scales}) == len(one.scales)
    for scale in one.scales:
        assert bool(scale.items) == (one.entry == "answers")
        assert len(set(scale.items)) == len(scale.items)
        assert set(scale.reverse) <= set(scale.items)
    used = {number for scale in one.scales for number in scale.items}
    # Items of no scale (the impact items of the ITQ) have to count in an algorithm.
    used |= {n for rule in one.algorithms for cluster in rule.clusters for n in cluster.items}
    assert used == {item.number for item in one.items}


def inside(part: Scale, whole: Scale) -> bool:
    return set(part.items) < set(whole.items)


@EVERY
def test_scales_that_share_items_are_a_total_and_its_parts(one: Instrument) -> None:
    for whole in one.scales:
        parts = [part for part in one.scales if inside(part, whole)]
        in_parts = sorted(number for part in parts for number in part.items)
        assert not parts or in_parts == sorted(whole.items)
    for first, second in combinations(one.scales, 2):
        if set(first.items) == set(second.items) and first.items:
            assert first.factor != second.factor  # the same sum, shown another way


@EVERY
def test_the_range_of_a_scale_is_what_its_items_can_add_up_to(one: Instrument) -> None:
    for scale in one.scales:
        if scale.method not in ("sum", "mean"):
            continue
        lows, highs = zip(*(one.item_range(number) for number in scale.items), strict=True)
        count = len(scale.items) if scale.method == "mean" else 1
        found = (sum(lows) / count * scale.factor, sum(highs) / count * scale.factor)
        assert (scale.min, scale.max) == found


@EVERY
def test_a_score_only_measure_claims_nothing_that_needs_its_items(one: Instrument) -> None:
    typed = {scale.method == "typed" for scale in one.scales}
    assert typed == {one.entry == "score"}
    if one.entry == "score":
        claims = (one.items, one.bands, one.risk_items, one.algorithms, one.skips, one.response)
        assert not any(claims)


@EVERY
def test_what_is_kept_as_answers_only_has_no_figure_to_read_a_score_by(one: Instrument) -> None:
    unscored = {scale.id for scale in one.scales if scale.method == "unscored"}
    figures = (*one.cutoffs, *one.reliable_change, *one.meaningful_change, *one.norms)
    assert not unscored & {figure.scale for figure in (*figures, *one.bands)}


@EVERY
def test_computed_change_rests_on_one_figure_of_a_kind(one: Instrument) -> None:
    norms = [(n.scale, n.role) for n in one.norms if n.for_change]
    assert len(set(norms)) == len(norms)
    assert {role for _, role in norms} <= {"clinical", "functional"}
    reliability = [r for r in one.reliability if r.for_change]
    scales = [r.scale for r in reliability]
    assert len(set(scales)) == len(scales)
    assert set(scales) <= {scale.id for scale in one.scales}
    assert all(r.usable and "correlation" not in r.kind for r in reliability)
    assert all(0 < r.value < 1 for r in one.reliability)


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
        for scale in map(one.scale, (cutoff.scale, *cutoff.also)):
            assert scale.min is not None
            assert scale.max is not None
            assert scale.min <= cutoff.value <= (cutoff.value_to or cutoff.value) <= scale.max
    assert {skip.after for skip in one.skips} <= items
    assert {number for skip in one.skips for number in skip.items} <= items


@EVERY
def test_zero_means_none_of_it_only_on_a_plain_sum_of_symptoms(one: Instrument) -> None:
    """The CORE-10 turns well-being items round, so its 0 is not none of anything."""
    for scale in one.scales:
        if scale.true_zero:
            assert (one.better(scale.id), scale.min, scale.reverse) == ("lower", 0, ())


@EVERY
def test_a_rule_is_called_a_pattern_of_symptoms_and_no_diagnosis(one: Instrument) -> None:
    for rule in one.algorithms:
        assert rule.title.startswith("Symptom pattern of") or "part of" in rule.title
    # Said once beside all of them, so they have to come from the same place.
    assert len({(rule.status, rule.sources) for rule in one.algorithms}) <= 1


def test_a_figure_for_children_judges_no_adult() -> None:
    """NHS England's CYP IAPT 2015 figures: 6.6 on the ORS, 5 on the CORE-10."""
    found = [(one.id, t.value) for one in instruments().values()
             for t in one.reliable_change if not t.for_adults]  # fmt: skip
    assert found == [("core-10", 5), ("ors", 6.6)]
    core, ors = instruments()["core-10"], instruments()["ors"]
    assert ors.threshold("total") is None
    adults = core.threshold("clinical_score")
    # Barkham et al. 2013: 6 points, at 90%.
    assert adults is not None
    assert (adults.value, adults.confidence) == (6, 90)


def test_history_and_style_are_no_measures_of_change() -> None:
    untracked = {one.id for one in instruments().values() if not one.tracks}
    assert untracked == {"ace-10", "rsq"}
    assert all(scale.note for name in untracked for scale in instruments()[name].scales)


def figures(one: Instrument) -> list[Sourced]:
    found = [*one.cutoffs, *one.reliable_change, *one.meaningful_change, *one.norms]
    found += [*one.reliability, *one.risk_items, *one.algorithms, *one.skips]
    found += [one.missing] if one.missing.allowed else []
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
    # Or the note says that no sentence about the rights was found (OQ-45).
    assert one.licence.sources or one.licence.note.endswith("was not seen.")


@EVERY
def test_topics_are_a_few_words_and_never_the_wording(one: Instrument) -> None:
    for item in one.items:
        assert 0 < len(item.topic.split()) <= 6, item
        assert not item.topic.endswith((".", "?"))


def worked(one: Instrument, example: WorkedExample) -> Scored:
    return score_typed(one, example.typed) if example.typed else score(one, example.answers)


def known(scores: dict[str, float | None]) -> dict[str, float]:
    return {name: value for name, value in scores.items() if value is not None}


@EVERY
def test_every_published_or_hand_made_example_scores_right(one: Instrument) -> None:
    for example in one.worked_examples:
        assert example.source
        found = worked(one, example)
        # Means are printed with three decimals.
        assert known(found.scores) == pytest.approx(example.scores, abs=0.0005)
        assert not example.band or found.band == example.band
        assert not example.algorithms or found.algorithms == example.algorithms


@EVERY
def test_some_example_tells_a_key_with_its_reversed_items_from_one_without(one: Instrument) -> None:
    for place, scale in enumerate(one.scales):
        if not scale.reverse:
            continue
        scales = list(one.scales)
        scales[place] = scale.model_copy(update={"reverse": ()})
        wrong = one.model_copy(update={"scales": tuple(scales)})
        assert any(
            worked(one, example).scores != worked(wrong, example).scores
            for example in one.worked_examples
        )


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
