"""The figures in the instrument files are those of the fact base they were taken from.

The fact base is shared/clinical/instruments.json beside the repository. Where it is not
there (a checkout of the repository alone), these tests are skipped.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.outcomes.instrument import Instrument, instruments

FACTS = Path(__file__).parents[3] / "shared" / "clinical" / "instruments.json"
STATUS = {
    "verified (2+ sources seen)": "verified",
    "seen in 1 source": "one source",
    "unverified": "unverified",
}

pytestmark = pytest.mark.skipif(not FACTS.is_file(), reason="the fact base is not beside us")
EVERY = pytest.mark.parametrize("one", instruments().values(), ids=lambda one: one.id)


def facts(one: Instrument) -> dict[str, Any]:
    found: list[dict[str, Any]] = json.loads(FACTS.read_text(encoding="utf-8"))
    return next(fact for fact in found if fact["id"] == one.id)


def number(value: object) -> float | None:
    """A figure as a number; a published range such as "0.79-0.94" is none."""
    return float(value) if isinstance(value, int | float) else None


@EVERY
def test_items_and_their_ranges_are_as_published(one: Instrument) -> None:
    fact = facts(one)
    assert len(one.items) == fact["items"]
    own = {int(item): tuple(limits) for item, limits in fact.get("item_ranges", {}).items()}
    usual = (fact["response"]["min"], fact["response"]["max"])
    for item in one.items:
        assert one.item_range(item.number) == own.get(item.number, usual)


@EVERY
def test_topics_are_those_of_the_fact_base(one: Instrument) -> None:
    # The fact base marks a reversed item in its label; here the key alone says so.
    labels = facts(one)["item_labels"].values()
    assert [item.topic for item in one.items] == [label.removesuffix(" (R)") for label in labels]


@EVERY
def test_scales_and_keys_are_as_published(one: Instrument) -> None:
    # A scale without items is a mean over several administrations, which no key can give.
    published = {s["id"]: s for s in facts(one)["subscales"] if s["items"]}
    assert {scale.id for scale in one.scales} == set(published)
    for scale in one.scales:
        fact = published[scale.id]
        assert list(scale.items) == fact["items"]
        assert list(scale.reverse) == fact["reverse_items"]
        assert (scale.min, scale.max) == (fact["min"], fact["max"])
        assert (scale.method == "mean") == fact["scoring"].startswith("mean")


@EVERY
def test_bands_are_as_published(one: Instrument) -> None:
    bands = [{"label": b.label, "min": b.min, "max": b.max} for b in one.bands]
    assert bands == facts(one)["bands"]
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
    ours = [(t.value, t.status) for t in one.reliable_change]
    theirs = [
        (fact["value"], STATUS[fact["status"]])
        for fact in facts(one)["reliable_change"]
        if "not an RCI" not in fact["rule"]
    ]
    assert ours == theirs


@EVERY
def test_meaningful_change_is_as_published(one: Instrument) -> None:
    ours = [(t.value, t.status) for t in one.meaningful_change]
    assert ours == [(m["value"], STATUS[m["status"]]) for m in facts(one)["mcid"]]


@EVERY
def test_norms_and_reliability_are_as_published(one: Instrument) -> None:
    fact = facts(one)
    assert [(n.n, n.mean, n.sd) for n in one.norms] == [
        (n["n"], n["mean"], n["sd"]) for n in fact["norms"] if n["mean"] is not None
    ]
    published = [(r["kind"], number(r["value"])) for r in fact.get("reliability") or []]
    assert [(r.kind, r.value) for r in one.reliability] == [
        (kind, value) for kind, value in published if value is not None
    ]


@EVERY
def test_risk_items_are_as_published_with_their_status(one: Instrument) -> None:
    ours = [(r.item, f">={r.at_least}", r.status) for r in one.risk_items]
    theirs = [
        (r["item"], r["flag_when"].split(" ")[0], STATUS[r["status"]])
        for r in facts(one)["risk_items"]
    ]
    assert ours == theirs


@EVERY
def test_codes_are_as_published(one: Instrument) -> None:
    loinc = facts(one)["loinc"]
    assert one.codes.loinc_panel == (loinc["panel"] or "")
    assert one.codes.loinc_total == (loinc["total"] or "")
    assert list(one.codes.loinc_items) == list((loinc["items"] or {}).values())
    assert one.codes.snomed == (facts(one)["snomed"]["code"] or "")


@EVERY
def test_which_way_is_better_follows_the_published_direction(one: Instrument) -> None:
    direction = facts(one)["direction"]
    assert one.direction == direction
    assert (one.better_is == "higher") == direction.endswith("better")


@EVERY
def test_what_is_unverified_is_listed_as_unverified(one: Instrument) -> None:
    assert list(one.unverified) == facts(one).get("unverified", [])


@EVERY
def test_wording_may_be_shown_only_as_far_as_the_licence_goes(one: Instrument) -> None:
    assert one.licence.ship_wording == facts(one)["ship_wording"]


@EVERY
def test_the_missing_rule_allows_nothing_that_was_not_published(one: Instrument) -> None:
    rule = facts(one)["missing_rule"]
    assert one.missing.rule == rule["rule"]
    assert one.missing.status == STATUS[rule["status"]]
    assert one.missing.allowed == 0
