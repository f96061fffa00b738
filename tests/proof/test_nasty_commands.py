"""The command line with anything on it: an answer or one sentence and exit 2, no traceback."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from core.assembly import open_practice
from core.checking import check_practice
from core.cli import main
from core.exchange.sample import sample_id
from core.outcomes.instrument import instruments
from tests.command import Ran, havenline
from tests.proof.nasty import CORPUS, TYPEABLE, Strategy, nasty_text
from tests.proof.saying import check_sentence
from tests.proof.sizes import SIZES


def can_be_typed(text: str) -> bool:
    """A shell hands over bytes without a zero, however odd, and no more than so many."""
    try:
        return b"\x00" not in os.fsencode(text) and len(text) < 100_000
    except UnicodeEncodeError:
        return False


# What is written goes nowhere but into a folder of the test.
word: Strategy = nasty_text.filter(can_be_typed)
name: Strategy = st.sampled_from(
    [one for one in CORPUS if "/" not in one and "\x00" not in one and one.isprintable()]
)
measure: Strategy = st.one_of(st.sampled_from(list(instruments())), word)
number: Strategy = st.one_of(
    word, st.floats().map(str), st.integers().map(str), st.sampled_from(["1e400", "٣", "1_0", "-"])
)
answers: Strategy = st.lists(st.one_of(number, st.integers(0, 4).map(str)), min_size=1, max_size=12)
EACH = -(-SIZES.inputs_to_commands // 16)
Words = Callable[[Path], Strategy]
QUICK: dict[str, Strategy] = {
    "any": st.lists(word, max_size=5),
    "score": st.builds(lambda m, a: ["score", m, *a], measure, answers),
    "score --json": st.builds(lambda m, a: ["score", m, *a, "--json"], measure, answers),
    "change": st.builds(
        lambda m, a, b: ["change", m, "--pre", a, "--post", b], measure, number, number
    ),
    "change --method": st.builds(
        lambda m, a, w: ["change", m, "--pre", a, "--post", a, "--method", w], measure, number, word
    ),
    "cohort": st.builds(
        lambda f, i, o, r: ["cohort", f, "--id", i, "--outcome", o, "--better", "lower",
                            "--reliability", r], word, word, word, number),
    "services": st.builds(lambda f: ["services", f], word),
    "instruments": st.builds(lambda m: ["instruments", "show", m], measure),
    "clients": st.builds(lambda w: ["clients", "--store", w], word),
    "verify": st.builds(lambda w: ["verify", "--json", "--store", w], word),
    "restore": st.builds(lambda a, b: ["restore", "--store", a, "--from", b], name, word),
    "backup": st.builds(lambda a, b: ["backup", "--store", a, "--to", b], word, name),
    "keyfile": st.builds(lambda a, b: ["keyfile", "--store", a, "--to", b], word, name),
    "serve": st.builds(
        lambda a, b, c: ["serve", "--store", a, "--host", b, "--port", c], word, word, number
    ),
    "report": st.builds(
        lambda a, b, c: ["report", "--store", a, "--client", b, "--kind", "brief", "--format",
                         "md", "--out", c], word, word, name),
    "init": st.builds(lambda a, b: ["init", "--store", a, "--clinician", b], name, word),
}  # fmt: skip


def answered(words: list[str]) -> Ran:
    """What the command answers in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main(words)
        except SystemExit as ended:  # --help
            code = int(str(ended.code or 0))
    return Ran(code, out.getvalue(), err.getvalue())


def check(ran: Ran) -> None:
    """It worked, or it said one sentence and that it did not."""
    assert "Traceback" not in ran.out + ran.err
    assert "fault of its own" not in ran.err
    if ran.code == 0:
        assert ran.out
        return
    assert (ran.code, ran.out) == (2, "")
    check_sentence(ran.err.rstrip("\n").replace("\n", " ").strip(), (), ended=False)


@pytest.fixture
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder two below one's own, so that '..' leads nowhere."""
    place = tmp_path / "a" / "b"
    place.mkdir(parents=True)
    monkeypatch.chdir(place)
    monkeypatch.setenv("HAVENLINE_PASSPHRASE", "short")
    return place


@pytest.mark.parametrize("command", QUICK)
def test_every_command_answers_or_says_one_sentence(somewhere: Path, command: str) -> None:
    counted = 0

    @settings(max_examples=EACH, phases=[Phase.generate, Phase.shrink])
    @given(QUICK[command])
    def one(words: list[str]) -> None:
        nonlocal counted
        counted += 1
        check(answered(words))

    one()
    assert counted >= EACH
    assert list(somewhere.iterdir()) == [], "a refused command leaves nothing behind"


def test_a_real_store_and_odd_names_of_clients_files_and_documents(
    demo_store: Path, somewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the document is called, it is written whole or not at all."""
    monkeypatch.delenv("HAVENLINE_PASSPHRASE")
    store = str(shutil.copytree(demo_store, somewhere.parent / "store"))
    known = str(sample_id("HL-106"))

    @settings(max_examples=SIZES.rounds_of_forms * 5, phases=[Phase.generate])
    @given(name, st.one_of(st.just(known), word), st.sampled_from(["md", "html", "pdf", "docx"]))
    def one(out: str, client: str, fmt: str) -> None:
        check(answered(["report", "--store", store, "--client", client, "--kind", "brief",
                        "--format", fmt, "--out", out]))  # fmt: skip

    one()
    assert not [file for file in somewhere.rglob("*.part*")]
    practice = open_practice(Path(store), lambda: "")
    assert check_practice(practice).problems == ()
    practice.close()


@pytest.mark.parametrize("words", [TYPEABLE[place] for place in (0, 9, 16, 33, 50)])
def test_in_a_shell_too(words: str) -> None:
    text = words.replace("\x00", "")
    ran = havenline("score", "phq-9", text)
    assert ran.sentence
    assert havenline("verify", "--store", f"./{text}").sentence
