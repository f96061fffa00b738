"""The figures in the instrument files are those of the fact base they were taken from.

The fact base is shared/clinical/instruments.json beside the repository. Where it is not
there (a checkout of the repository alone), these tests are skipped.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.outcomes.definition import Scale
from core.outcomes.instrument import Instrument, instruments

FACTS = Path(__file__).parents[3] / "shared" / "clinical" / "instruments.json"
STATUS = {
    "verified (2+ sources seen)": "verified",
    "seen in 1 source": "one source",
    "unverified": "unverified",
    # The CORE-10: two sources for one part of the figure, fewer for the other. The lower counts.
    "formula verified (2 sources); the one-item limit seen in 1 source (CORE System Trust)": (
        "one source"
    ),
    "item verified (2 sources); threshold unverified": "one source",
}
# Two rules of the missing answers were found; all other measures need every answer.
ALLOWED = {"core-10": 1, "brs": 5}
# instruments-rules.md, rule 5: reliable change is not an improvement that people notice.
ANCHORS = {"isi"}

pytestmark = pytest.mark.skipif(not FACTS.is_file(), reason="the fact base is not beside us")
EVERY = pytest.mark.parametrize("one", instruments().values(), ids=lambda one: one.id)


def facts(one: Instrument) -> dict[str, Any]:
    found: list[dict[str, Any]] = json.loads(FACTS.read_text(encoding="utf-8"))
    return next(fact for fact in found if fact["id"] == one.id)


def number(value: object) -> float | None:
    """A figure as a number; a published range such as "0.79-0.94" is none."""
    return float(value) if isinstance(value, int | float) else None


def moved(one: Instrument, fact: dict[str, Any]) -> bool:
    """Whether a figure under reliable change is none, by its rule or by the general rules."""
    return "not an RCI" in fact["rule"] or one.id in ANCHORS


def test_every_measure_of_the_fact_base_is_here() -> None:
    found = json.loads(FACTS.read_text(encoding="utf-8"))
    assert set(instruments()) == {fact["id"] for fact in found}


@EVERY
def test_items_and_their_ranges_are_as_published(one: Instrument) -> None:
    fact = facts(one)
    if one.entry == "score":
        assert fact["ship_wording"] == "no"
        return
    assert len(one.items) == fact["items"]
    own = {int(item): tuple(limits) for item, limits in fact.get("item_ranges", {}).items()}
    usual = (fact["response"]["min"], fact["response"]["max"])
    for item in one.items:
        assert one.item_range(item.number) == own.get(item.number, usual)


@EVERY
def test_topics_are_those_of_the_fact_base(one: Instrument) -> None:
    # The fact base marks a reversed or a risk item in its label; here the key alone says so.
    labels = {
        int(item): label.removesuffix(" (R)").removesuffix(" (RISK)")
        for item, label in facts(one)["item_labels"].items()
    }
    topics = {item.number: item.topic for item in one.items}
    # Where the fact base has no label, the topic is ours.
    assert {item: topics[item] for item in labels} == labels
    assert len(set(topics.values())) == len(topics)


@EVERY
def test_scales_and_keys_are_as_published(one: Instrument) -> None:
    # A scale without items is a mean over several administrations, which no key can give; in a
    # score-only measure it is one that is typed.
    wanted = [s for s in facts(one)["subscales"] if s["items"] or one.entry == "score"]
    published = {s["id"]: s for s in wanted}
    assert {scale.id for scale in one.scales} == set(published or {"total"})
    for scale in one.scales:
        if fact := published.get(scale.id):
            same_key(scale, fact)


def same_key(scale: Scale, fact: dict[str, Any]) -> None:
    if scale.method == "typed":
        assert (scale.min, scale.max) in {(fact["min"], fact["max"]), (fact["min"], None)}
        assert scale.max == fact["max"] or fact["status"] == "unverified"
        return
    assert list(scale.items) == fact["items"]
    assert list(scale.reverse) == fact["reverse_items"]
    if scale.method == "unscored":
        assert "never a sum" in fact["scoring"]
        return
    assert (scale.min, scale.max) == (fact["min"], fact["max"])
    mean = fact["scoring"].startswith("mean") or fact["scoring"].endswith("use mean for display")
    assert (scale.method == "mean") == mean
    assert (scale.factor == 4) == fact["scoring"].endswith("x 4")


@EVERY
def test_bands_are_as_published(one: Instrument) -> None:
    bands = [{"label": b.label, "min": b.min, "max": b.max} for b in one.bands]
    # No rank of a person's risk is shown, published or not.
    unscored = one.main_scale.method == "unscored"
    assert bands == ([] if unscored else facts(one)["bands"])
    if one.bands:
        assert one.bands_source.status == STATUS[facts(one)["bands_status"]]


@EVERY
def test_cut_offs_are_as_published_with_their_status(one: Instrument) -> None:
    ours = [(c.id, c.op, c.value, c.status) for c in one.cutoffs]
    theirs = [(c["id"], c["op"], c["value"], STATUS[c["status"]]) for c in facts(one)["cutoffs"]]
    assert ours == theirs


@EVERY
def test_reliable_change_is_as_published_and_nothing_else_is_called_so(one: Instrument) -> None:
    """A figure whose rule says it is no RCI may stand under meaningful change instead."""
    ours = [(t.value, t.status) for t in one.reliable_change if t.scale == one.main_scale.id]
    published = facts(one)["reliable_change"]
    theirs = [(f["value"], STATUS[f["status"]]) for f in published if not moved(one, f)]
    assert ours == theirs
    # Those of the other scales are printed in the rule of the total (OQ-45).
    rules = " ".join(fact["rule"] for fact in published)
    for other in one.reliable_change:
        if other.scale != one.main_scale.id:
            assert f"{other.scale.upper()} {other.value:g}" in rules


@EVERY
def test_meaningful_change_is_as_published(one: Instrument) -> None:
    ours = [(t.value, t.status) for t in one.meaningful_change]
    anchors = [f for f in facts(one)["reliable_change"] if one.id in ANCHORS]
    theirs = [*anchors, *facts(one)["mcid"]]
    assert ours == [(m["value"], STATUS[m["status"]]) for m in theirs]


@EVERY
def test_norms_are_as_published(one: Instrument) -> None:
    published = [n for n in facts(one)["norms"] if n["mean"] is not None and n["sd"] is not None]
    assert [(n.n, n.mean, n.sd) for n in one.norms] == [
        (n["n"], n["mean"], n["sd"]) for n in published
    ]


@EVERY
def test_reliability_is_as_published(one: Instrument) -> None:
    """Figures as printed; several in one text may stand apart, each of a scale or sample."""
    found = facts(one).get("reliability") or []
    published = [(r["kind"], number(r["value"])) for r in found if number(r["value"]) is not None]
    ours = [(r.kind, r.value) for r in one.reliability]
    assert [pair for pair in ours if pair in published] == published
    texts = " ".join(str(r["value"]) for r in found if number(r["value"]) is None)
    for _, value in (pair for pair in ours if pair not in published):
        assert f"{value:.2f}".lstrip("0") in texts.replace("/", " ").split()


@EVERY
def test_risk_items_are_as_published_with_their_status(one: Instrument) -> None:
    ours = [(r.item, f">={r.at_least}", r.status) for r in one.risk_items]
    published = facts(one)["risk_items"]
    if one.main_scale.method == "unscored":
        (fact,) = published
        assert (fact["item"], fact["flag_when"]) == ("any of 1-6", "yes")
        assert ours == [(item, ">=1", STATUS[fact["status"]]) for item in range(1, 7)]
        return
    # One without a number to act on is not carried.
    numbered = [r for r in published if str(r["flag_when"]).startswith(">=")]
    assert all(r["status"] == "unverified" for r in published if r not in numbered)
    theirs = [(r["item"], r["flag_when"].split(" ")[0], STATUS[r["status"]]) for r in numbered]
    assert ours == theirs


@EVERY
def test_codes_are_as_published(one: Instrument) -> None:
    loinc = facts(one)["loinc"]
    assert one.codes.loinc_panel == (loinc["panel"] or "")
    # The code of a risk level belongs to a score that is not worked out here.
    unscored = one.main_scale.method == "unscored"
    assert one.codes.loinc_total == ("" if unscored else loinc["total"] or "")
    ours = [code for code in one.codes.loinc_items if code]
    recent = {code for name, code in (loinc["items"] or {}).items() if "recent" in name}
    assert ours == [code for code in (loinc["items"] or {}).values() if code not in recent]
    assert one.codes.snomed == (facts(one)["snomed"]["code"] or "")


@EVERY
def test_which_way_is_better_follows_the_published_direction(one: Instrument) -> None:
    direction = facts(one)["direction"]
    assert one.direction == direction
    if {scale.better_is for scale in one.scales} == {None}:
        assert (one.better_is == "higher") == direction.startswith("higher = better")


def test_attachment_scales_that_point_apart_say_so_scale_by_scale() -> None:
    # AAS-R: Close and Depend higher = more secure, Anxiety higher = more insecure.
    aas, rsq = instruments()["aas-r"], instruments()["rsq"]
    assert [aas.better(name) for name in ("close", "depend", "anxiety")] == [
        "higher", "higher", "lower",
    ]  # fmt: skip
    assert {scale.id for scale in rsq.scales if rsq.better(scale.id) == "higher"} == {"secure"}


@EVERY
def test_what_is_unverified_is_listed_as_unverified(one: Instrument) -> None:
    assert list(one.unverified) == facts(one).get("unverified", [])


@EVERY
def test_wording_may_be_shown_only_as_far_as_the_licence_goes(one: Instrument) -> None:
    assert one.licence.ship_wording == facts(one)["ship_wording"]


@EVERY
def test_the_missing_rule_allows_nothing_that_was_not_published(one: Instrument) -> None:
    rule = facts(one)["missing_rule"]
    assert one.missing.rule == (rule["rule"] or "no rule was seen")
    assert one.missing.status == STATUS[rule["status"]]
    assert one.missing.allowed == ALLOWED.get(one.id, 0)
