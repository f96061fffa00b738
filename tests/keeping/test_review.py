"""What may be about somebody else is listed before a client is given their data."""

from __future__ import annotations

import json
import re
from uuid import UUID, uuid4

import pytest

from core.assembly import Practice, Services
from core.clients.model import Client, Couple, HalfCycle
from core.errors import InvalidEntry
from core.history.model import Figure, HistoryEvent
from core.keeping.bundle import DATA, LEFT_OUT, PAGE, REVIEW
from core.keeping.model import PrivateNote
from core.vocabulary import ids
from tests.keeping.handed import files, words_of
from tests.people import CLINICIAN, JONAS, MARA, days_ago, episode, node


class TestOthers:
    """What may be about somebody else is listed, and left out when a person says so."""

    @pytest.fixture(autouse=True)
    def file(self, services: Services, mara: Client) -> None:  # noqa: ARG002
        services.clients.save(CLINICIAN, JONAS)
        self.mother = services.history.save(CLINICIAN, Figure(client_id=MARA.id, name="Birgit"))
        self.event = services.history.save(
            CLINICIAN,
            HistoryEvent(client_id=MARA.id, kind=ids("history_events")[0], headline="The summer",
                         people=("Uncle Per",)),
        )  # fmt: skip
        self.named = services.triggers.save(
            CLINICIAN, episode(MARA, days_ago(4), learning="Like what birgit did. And Jonas too.")
        )
        self.told = services.triggers.save(CLINICIAN, episode(MARA, days_ago(3), source="partner"))
        self.harmless = services.triggers.save(CLINICIAN, episode(MARA, days_ago(2)))
        self.note = services.private_notes.save(
            CLINICIAN, PrivateNote(client_id=MARA.id, text="Careful with the summer.")
        )
        self.couple = services.clients.save_couple(
            CLINICIAN,
            Couple(
                client_id=JONAS.id, partner_id=MARA.id, cycle_name="The storm",
                halves=(
                    HalfCycle(client_id=JONAS.id, reading_of_other="zq only his"),
                    HalfCycle(client_id=MARA.id, reading_of_other="zq only hers"),
                ),
            ),
        )  # fmt: skip

    def why(self, services: Services) -> dict[UUID, str]:
        listed = services.keeping.third_party_list(CLINICIAN, MARA.id)
        return {one.id: one.why for one in listed}

    def test_figures_partners_names_and_what_others_told_are_listed(
        self, services: Services
    ) -> None:
        why = self.why(services)
        assert why[self.mother.id] == "describes another person"
        assert why[self.event.id] == "names people who were there"
        assert why[self.named.id] == "names Jonas Lindqvist; names Birgit"
        assert why[self.told.id] == "told by the partner"
        assert why[self.couple.id].startswith("was made together with the partner")
        assert why[self.note.id] == "a private note"
        assert self.harmless.id not in why
        assert MARA.id not in why, "her own surname, which is his too, is no third party"

    def test_an_earlier_version_that_names_somebody_is_listed_too(self, services: Services) -> None:
        services.triggers.save(CLINICIAN, self.named.amended(learning="Better."))
        assert self.named.id in self.why(services)

    def test_the_list_has_codes_while_the_screen_is_shared(self, services: Services) -> None:
        shared = CLINICIAN._replace(screen_share=True)
        listed = services.keeping.third_party_list(shared, MARA.id)
        assert [one for one in listed if re.search("jonas|birgit", str(one[2:]), re.I)] == []

    def test_the_partners_half_never_goes_in(self, services: Services) -> None:
        for name, text in files(services.keeping.bundle(CLINICIAN, MARA.id, {})).items():
            assert "zq only his" not in text, name
            assert str(JONAS.id) not in text, name
        made = files(services.keeping.bundle(CLINICIAN, MARA.id, {}))
        assert "zq only hers" in made[PAGE]
        assert "The storm" in made[PAGE]

    def test_what_is_marked_is_left_out_of_every_form_and_counted(
        self, services: Services, practice: Practice
    ) -> None:
        marked = {self.mother.id: "third_party", self.named.id: "harm"}
        made = files(services.keeping.bundle(CLINICIAN, MARA.id, marked))
        for name in (PAGE, DATA):
            assert "Birgit" not in made[name]
            assert "birgit" not in made[name]
            assert str(self.mother.id) not in made[name]
            assert LEFT_OUT["third_party"] in made[name]
            assert LEFT_OUT["harm"] in made[name]
        told = json.loads(made[DATA])
        assert told["counts"] == {"entries": 6, "left_out": 2}
        assert "2 entries are left out" in made[PAGE]
        events = practice.connection().rows(
            "SELECT detail FROM audit_trail WHERE action = 'access_request.made'"
        )
        assert events == [("6 entries - 2 left out",)]

    def test_what_points_to_an_entry_that_was_left_out_does_not_name_it(
        self, services: Services
    ) -> None:
        services.formulation.save_node(CLINICIAN, node(MARA, "Warm", source_id=self.mother.id))
        marked = {self.mother.id: "third_party", self.named.id: "third_party"}
        page = words_of(files(services.keeping.bundle(CLINICIAN, MARA.id, marked))[PAGE])
        assert "Rests on [left out]" in page
        assert "Birgit" not in page

    def test_the_review_list_is_apart_from_what_the_client_is_given(
        self, services: Services
    ) -> None:
        made = files(services.keeping.bundle(CLINICIAN, MARA.id, {self.mother.id: "harm"}))
        assert set(made) == {PAGE, DATA, REVIEW}
        assert not REVIEW.startswith(PAGE.split("/")[0])
        review = words_of(made[REVIEW])
        assert "Do not give this page away" in review
        assert "names Jonas Lindqvist; names Birgit" in review
        assert LEFT_OUT["harm"] in review

    def test_only_entries_of_this_file_are_left_out_and_only_for_a_reason(
        self, services: Services
    ) -> None:
        for marked in ({uuid4(): "harm"}, {self.mother.id: "because I say so"}):
            with pytest.raises(InvalidEntry, match="Left out"):
                services.keeping.bundle(CLINICIAN, MARA.id, marked)
