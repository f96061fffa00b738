"""Ways to start an episode, and which teaching story an episode may belong to. Pure."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from core.record import Part
from core.triggers.model import Episode, Setting
from core.vocabulary import ActionTendency, CueType, ThreatTheme, inside, label

Scenario = Literal["", "delayed_reply", "perceived_distance", "uncertainty"]


class Template(Part):
    """A common trigger. It fills in what was seen or heard, and how the other was reached.

    What it may have meant and the urge are offered beside it and saved only when chosen:
    filled in, they would later be counted as what the client said. `appraisal` is a hint
    in the client's voice, `scenario` the id of the teaching story it belongs to. The cues are
    those of clinical practice lists; no study of how often each occurs was found.
    """

    id: str
    name: str
    leaning: Literal["anxious", "avoidant", "frightened", "any", "life"]
    cue: CueType
    themes: tuple[ThreatTheme, ...]
    appraisal: str
    urge: ActionTendency
    setting: Setting = "not_asked"
    scenario: Scenario = ""

    def fields(self) -> dict[str, object]:
        """The fields of an episode that it fills in: the cue and the setting."""
        return {"cue": self.cue, "setting": self.setting}

    def often(self) -> dict[str, str]:
        """What such moments often bring, in words, by field; never part of the episode."""
        themes = (inside(label("threat_themes", theme)) for theme in self.themes)
        said = {"themes": "; ".join(themes), "appraisal": self.appraisal,
                "urge": inside(label("action_tendencies", self.urge))}  # fmt: skip
        return {name: f"Often: {words}" for name, words in said.items()}


@cache
def templates() -> tuple[Template, ...]:
    """Every template, the three scenarios of the teaching stories first."""
    text = files("core.triggers").joinpath("templates.toml").read_text(encoding="utf-8")
    return tuple(Template(**row) for row in tomllib.loads(text)["template"])


def template(template_id: str) -> Template | None:
    """The template with this id, or None."""
    return next((one for one in templates() if one.id == template_id), None)


@cache
def _scenario_of_cue() -> dict[str, str]:
    return {one.cue: one.scenario for one in reversed(templates()) if one.scenario}


def scenario_for(episode: Episode) -> str | None:
    """The teaching story that may fit an episode: by its cue, or by not knowing as its threat.

    It says which story to read together, not that it is what happened in this brain: the
    sequence of a delayed reply, for one, has never been tested directly.
    """
    if found := _scenario_of_cue().get(episode.cue):
        return found
    return "uncertainty" if "uncertainty" in episode.themes else None
