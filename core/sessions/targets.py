"""The EMDR targets on the brief: those left open first, where they were left and how. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from core.approaches.target_course import About, TargetCourse, left_open, target_courses
from core.approaches.target_words import again_words, left_words
from core.clients.file import ClientFile
from core.vocabulary import inside, label

LOOK_AGAIN = "What has it been like since, and how disturbing is it now?"


def courses_on_file(file: ClientFile) -> list[TargetCourse]:
    """Every target of a file with its work and ratings, as they may be shown."""
    about = About(file.formulation, file.history)
    return target_courses(file.targets, file.target_work, file.courses, about)


def lines_left_open(file: ClientFile, most: int) -> Iterator[tuple[str, bool]]:
    """Each target left open in a sentence, and whether it was looked at again since."""
    found = left_open(courses_on_file(file), file.today)
    for one in found[:most]:
        said = f"Target “{one.course.target.title}”: {inside(left_words(one))} {again_words(one)}"
        yield said, one.asked_again is not None
    if len(found) > most:
        yield f"And {len(found) - most} more targets left open, all on the Approach page.", False


def lines_on_targets(file: ClientFile, most: int) -> Iterator[str]:
    """The other targets in progress, with their latest SUD."""
    courses = courses_on_file(file)
    said_above = {one.course.target.id for one in left_open(courses, file.today)}
    found = [one for one in courses
             if one.target.status == "in_progress" and one.target.id not in said_above]  # fmt: skip
    for one in found[:most]:
        sud = one.last("sud")
        rated = f", last SUD {sud.value:g} on {sud.on.day} {sud.on:%b}" if sud else ""
        state = inside(label("emdr_target_status", one.target.status))
        yield f"Target “{one.target.title}”: {state}{rated}."
    if len(found) > most:
        yield f"And {len(found) - most} more targets in progress."
