"""Hypotheses as screens use them: findings now, and the verdicts of the past."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from pydantic import ValidationError

from core.access.audit import Actor, act
from core.approaches.model import Plan
from core.errors import InvalidEntry, UserFacingError
from core.formulation.finding import Finding, Material
from core.formulation.findings import findings
from core.formulation.model import Formulation, Link, Node, Verdict
from core.formulation.predicted import ends
from core.formulation.verdicts import in_order, latest, turned
from core.history.model import WorkingModel
from core.outcomes.model import Administration
from core.outcomes.series import Series, series_of
from core.triggers.model import Episode

if TYPE_CHECKING:
    from core.access.admission import Admission
    from core.approaches.service import ApproachService
    from core.formulation.service import FormulationService
    from core.history.service import HistoryService
    from core.outcomes.service import OutcomeService
    from core.store.records import RecordStore
    from core.triggers.service import TriggerService


class Asked(NamedTuple):
    """The services a finding is made from; each asks who may read."""

    formulation: FormulationService
    triggers: TriggerService
    history: HistoryService
    approaches: ApproachService
    outcomes: OutcomeService


class HypothesisService:
    """What a client's own data say about the links of the map."""

    def __init__(
        self,
        asked: Asked,
        verdicts: RecordStore[Verdict],
        admission: Admission,
        today: Callable[[], date],
    ) -> None:
        self._asked = asked
        self._verdicts = verdicts
        self._admission = admission
        self._today = today

    def findings(self, actor: Actor, client_id: UUID) -> dict[UUID, Finding]:
        """What the data say now about each link with a prediction, by the link's id."""
        self._admission.check(actor, "file.read", client_id)
        name = ("findings", self._today())
        return self._asked.outcomes.worked_out(
            actor, client_id, name, lambda: self._found(actor, client_id)
        )

    def _found(self, actor: Actor, client_id: UUID) -> dict[UUID, Finding]:
        formulation = self._asked.formulation.formulation(actor, client_id)
        if not any(link.prediction for link in formulation.links):
            return {}
        return findings(self.material(actor, client_id))

    def material(self, actor: Actor, client_id: UUID) -> Material:
        """Everything of a client's file that predictions are tested by."""
        return Material(
            self._asked.formulation.formulation(actor, client_id),
            self._asked.triggers.episodes(actor, client_id),
            self._asked.history.history(actor, client_id).working_models,
            self._asked.outcomes.courses(actor, client_id),
            self._asked.approaches.plans(actor, client_id),
            self._today(),
        )

    def keep(self, actor: Actor, client_id: UUID, verdicts: Sequence[Verdict]) -> None:
        """Write down verdicts of earlier days, as when a whole file is brought in."""
        self._admission.check(actor, "file.write", client_id)
        if any(verdict.client_id != client_id for verdict in verdicts):
            raise InvalidEntry("These verdicts are not all of one client's map.")
        with self._verdicts.connection.transaction():
            for verdict in verdicts:
                self._verdicts.save(verdict, act(actor, "verdict.turned", client_id))

    def verdicts(self, actor: Actor, link: Link) -> list[Verdict]:
        """The verdicts there were on one link, oldest first."""
        every = self.every_verdict(actor, link.client_id)
        return [one for one in every if one.link_id == link.id]

    def every_verdict(self, actor: Actor, client_id: UUID) -> list[Verdict]:
        """The verdicts there were on every link of a client, oldest first."""
        found = self._admission.read(
            actor, "file.read", client_id, lambda: self._verdicts.for_client(client_id)
        )
        return in_order(found)


class Tests(NamedTuple):
    """The stores a retest reads, and the one it writes to."""

    nodes: RecordStore[Node]
    links: RecordStore[Link]
    episodes: RecordStore[Episode]
    working_models: RecordStore[WorkingModel]
    administrations: RecordStore[Administration]
    plans: RecordStore[Plan]
    verdicts: RecordStore[Verdict]


class Retest:
    """Tests a client's predictions again after a save, and writes down what turned.

    It works on the stores, not through services: who was let in to save an episode or a
    measure need not be let in to read the map, and the verdict must still be kept up.
    """

    def __init__(self, stores: Tests, today: Callable[[], date]) -> None:
        self._stores = stores
        self._today = today

    def __call__(self, actor: Actor, client_id: UUID) -> None:
        """Write a verdict for each link whose state or prediction turned.

        What was saved stays saved, whatever goes wrong here (a full disk, an entry that cannot
        be read): the next save tests again.
        """
        with suppress(UserFacingError, ValidationError):
            if not self._stores.links.has_any(client_id):
                return  # most saves of a young file end here
            links = self._stores.links.for_client(client_id)
            known = latest(self._stores.verdicts.for_client(client_id))
            if known or any(link.prediction for link in links):
                self._write(actor, client_id, links)

    def _write(self, actor: Actor, client_id: UUID, links: list[Link]) -> None:
        found = findings(self._material(client_id, links))
        verdicts = self._stores.verdicts
        if not turned(links, found, latest(verdicts.for_client(client_id)), self._today()):
            return
        with verdicts.connection.transaction():  # read again: another may have just written
            known = latest(verdicts.for_client(client_id))
            for one in turned(links, found, known, self._today()):
                verdicts.save(one, act(actor, "verdict.turned", client_id))

    def _material(self, client_id: UUID, links: list[Link]) -> Material:
        stores = self._stores
        nodes = stores.nodes.for_client(client_id)
        known = {node.id for node in nodes}
        on_map = (link for link in links if {link.from_node, link.to_node} <= known)
        formulation = Formulation(nodes=tuple(nodes), links=tuple(on_map))
        return Material(
            formulation,
            stores.episodes.for_client(client_id),
            stores.working_models.for_client(client_id),
            self._courses(client_id, formulation),
            stores.plans.for_client(client_id),
            self._today(),
        )

    def _courses(self, client_id: UUID, formulation: Formulation) -> list[Series]:
        """Measures are scored only when a prediction is about one."""
        firsts = (
            ends(link, link.prediction, formulation).first
            for link in formulation.links
            if link.prediction and link.prediction.kind == "belief_falls"
        )
        asked = any(node and node.kind == "measure" for node in firsts)
        return series_of(self._taken(client_id)) if asked else []

    def _taken(self, client_id: UUID) -> Iterable[Administration]:
        return self._stores.administrations.for_client(client_id)
