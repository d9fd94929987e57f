"""Build: the pipeline on one screen; the only module that knows the order of the stages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from quizgen.ask import ask_questions
from quizgen.check import (
    EvidenceCount,
    Waiver,
    check_deck,
    check_evidence,
    check_questions,
    check_quizzes,
    honour_waivers,
    needs_documents,
)
from quizgen.compose import choose_cards, compose_quiz
from quizgen.load import (
    fingerprint_build,
    fingerprint_deck,
    load_deck,
    lock_path,
    quote_lines,
    read_documents,
    read_lock,
    read_package,
    stale_schemas,
)
from quizgen.lock import (
    Lock,
    changes_since_release,
    check_released,
    check_stale,
    current_time,
    date_package,
    deck_keys,
    mark_release,
    number_gaps,
    print_lock,
    restore_lock,
)
from quizgen.model import Artifact, Deck, Package, Plan, Question, Quiz, media_names
from quizgen.problems import Problem, QuizgenError, has_errors
from quizgen.rules import waivable_rules
from quizgen.write import find_written, make_folder, write_artifacts, write_beside

STAGES = ("load", "ask", "compose", "check", "date", "render", "write")
"""What a build announces, in order; `check` stops after the stage of its name."""
CHECK_STAGES = STAGES[:4]

Announce = Callable[[str], None]
"""Is told the name of each stage as it begins."""


def _unheard(_stage: str) -> None:
    return


NO_DECKS: Mapping[str, Path] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Checked:
    """A deck with its questions, its quizzes, and all that is wrong with them, by place."""

    deck: Deck
    questions: tuple[Question, ...]
    quizzes: tuple[Quiz, ...]
    problems: tuple[Problem, ...]
    evidence: EvidenceCount
    retired: tuple[Question, ...] = ()
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote: files, how many notes are in them, how many a release changed.

    `package_only` of the changed ones show files that updates.txt cannot bring.
    """

    checked: Checked
    paths: tuple[Path, ...] = ()
    notes: int = 0
    changes: int = 0
    package_only: int = 0


def check(path: Path, sources: Path | None = None, *, announce: Announce = _unheard) -> Checked:
    """Load, ask, compose and check a deck; `sources` is the folder of the cited documents."""
    announce("load")
    deck, slips = load_deck(path)
    announce("ask")
    asked, misasked = ask_questions(deck)
    questions = tuple(question for question in asked if not question.retired)
    retired = tuple(question for question in asked if question.retired)
    announce("compose")
    quizzes, shortages = _compose_all(deck, questions)
    announce("check")
    documents, unreadable = read_documents(sources, deck.sources) if sources else ({}, [])
    evidence, unproven = check_evidence(deck, documents)
    problems = [*slips, *misasked, *unreadable, *(unproven if sources else ())]
    problems += [*check_deck(deck), *check_questions(deck, questions)]
    if not has_errors(problems):
        problems += [*shortages, *check_quizzes(deck, quizzes)]
    idle = needs_documents(deck, documents)
    problems, waivers = honour_waivers(deck, problems, waivable_rules(), idle)
    quoted = tuple(quote_lines(problems))
    return Checked(deck, questions, quizzes, quoted, evidence, retired, waivers)


def build(
    path: Path,
    out: Path,
    *,
    strict: bool = False,
    locked: bool = False,
    taken: Mapping[str, Path] = NO_DECKS,
    announce: Announce = _unheard,
) -> Built:
    """Build all that a deck declares into `out`/<deck id>; nothing is written after an error.

    `locked`: a lock that is not up to date is an error. `taken` are the decks built before into
    the same folder, by id: no deck overwrites another.
    """
    fingerprint = fingerprint_deck(path)
    draft = _draft(path, taken, announce)
    if locked:
        stale = check_stale(draft.old_lock_text, draft.lock, lock_path(path).as_posix())
        draft = _add_problems(draft, stale)
    if has_errors(draft.checked.problems, strict=strict):
        return Built(draft.checked)
    outdated = stale_schemas(path, draft.checked.deck)
    built = _write(path, out, draft, "" if outdated else fingerprint, announce)
    if not locked:  # as the lock, they lie with the deck
        write_beside(outdated, path.parent if path.is_file() else path)
    return built


def find_built(path: Path, out: Path, *, taken: Mapping[str, Path] = NO_DECKS) -> tuple[Path, ...]:
    """Find what an earlier build wrote into `out`, if a build would write just that again.

    So it is if the deck, its lock and the program are what they were, byte for byte, the build
    had no problem to tell of, and all its files are still as it wrote them.
    """
    _, lock_text, _ = read_lock(path)
    paths = find_written(out, fingerprint_build(fingerprint_deck(path), lock_text))
    return paths if paths and paths[0].parent.name not in taken else ()


def release(path: Path, out: Path, *, announce: Announce = _unheard) -> Built:
    """Build, tell learners what changed since the last release, and mark this one in the lock.

    The mark comes last: a release that cannot be written is none.
    """
    from quizgen.render import needs_package, render_changes, render_updates

    fingerprint = fingerprint_deck(path)
    draft = _draft(path, NO_DECKS, announce)
    deck = draft.checked.deck
    if has_errors(draft.checked.problems):
        return Built(draft.checked)
    changes = changes_since_release(draft.lock) | dict.fromkeys(draft.retired_keys, "retired")
    built = _write(path, out, draft, fingerprint, announce)
    if not built.paths or not changes:
        return built
    shown = needs_package(draft.package, changes, draft.lock.media)
    news = (
        render_changes(deck.title, deck.words, draft.package, changes, shown),
        render_updates(draft.package, changes.keys() - shown),
    )
    paths = write_beside(news, out / deck.id)
    media = {name for note in draft.package.notes for name in media_names(note.fields)}
    _write_lock(path, print_lock(mark_release(draft.lock, media)), print_lock(draft.lock))
    return replace(
        built, paths=(*built.paths, *paths), changes=len(changes), package_only=len(shown)
    )


@dataclass(frozen=True, slots=True)
class Restored:
    """A lock rebuilt from packages: how many notes are in it, or what stands against it."""

    problems: tuple[Problem, ...]
    lock: Path
    notes: int = 0


def restore(
    path: Path, packages: Sequence[Path], *, force: bool = False, announce: Announce = _unheard
) -> Restored:
    """Rebuild a deck's lost lock from packages once shipped; `force` replaces a sound one."""
    from quizgen.render import make_package, note_guid, type_names

    checked, place = check(path, announce=announce), lock_path(path)
    deck = checked.deck
    if place.exists() and not force and not has_errors(read_lock(path)[2]):
        raise QuizgenError(f"'{place}' is there and sound; --force replaces it")
    shipped = [read_package(package) for package in packages]
    cards = choose_cards(deck, number_gaps([*checked.questions, *checked.retired], Lock()))
    current = make_package(deck, cards)
    lock, untold = restore_lock(
        shipped,
        current.notes,
        guids={key: note_guid(key) for key in deck_keys(shipped, deck.id)},
        type_names=type_names(deck.id),
        file=place.as_posix(),
    )
    problems = tuple(quote_lines((*checked.problems, *untold)))
    if has_errors(problems):
        return Restored(problems, place)
    if not lock.notes:
        raise QuizgenError(f"no note of the deck '{deck.id}' is in {', '.join(map(str, packages))}")
    write_beside([Artifact(place.name, print_lock(lock).encode())], place.parent)
    return Restored(problems, place, len(lock.notes))


def build_quiz(checked: Checked, plan: Plan, out: Path) -> tuple[tuple[Path, ...], list[Problem]]:
    """Compose, render and write one quiz that no plan file declares, beside what was built."""
    from quizgen.render import render_handout

    quiz, problems = compose_quiz(checked.deck, checked.questions, plan)
    if quiz is None:
        return (), problems
    return write_beside(tuple(render_handout(quiz)), out / checked.deck.id), []


@dataclass(frozen=True, slots=True)
class _Draft:
    """A checked deck with its dated notes, the lock before and after, not yet written."""

    checked: Checked
    package: Package
    retired_keys: frozenset[str]
    old_lock_text: str
    lock: Lock


def _draft(path: Path, taken: Mapping[str, Path], announce: Announce) -> _Draft:
    from quizgen.render import RETIRED_TAG, make_package

    checked = check(path, announce=announce)
    announce("date")
    deck = checked.deck
    lock, text, slips = read_lock(path)
    gone = [
        replace(
            question,
            scope=deck.words.say("retired", reason=question.retired),
            tags=(*question.tags, RETIRED_TAG),
        )
        for question in checked.retired
        if question.id in lock.notes and lock.notes[question.id].released
    ]
    cards = choose_cards(deck, number_gaps([*checked.questions, *gone], lock))
    package = make_package(deck, cards)
    file = lock_path(path).as_posix()
    dated, new_lock, warnings = date_package(package, lock, current_time(), file)
    keys = frozenset(card.question.id for card in cards if card.question.retired)
    draft = _Draft(checked, dated, keys, text, new_lock)
    left = check_released(lock, deck, package, file)
    return _add_problems(draft, [*slips, *_clash(deck, taken), *left, *warnings])


def _write(path: Path, out: Path, draft: _Draft, fingerprint: str, announce: Announce) -> Built:
    """Write the lock, if anything in it changed, and then all artifacts.

    Without a fingerprint of the deck, or with a problem to tell, the next build does all again.
    """
    announce("render")
    artifacts = tuple(_render(draft))
    if not artifacts:
        return Built(draft.checked)
    announce("write")
    folder = out / draft.checked.deck.id
    make_folder(folder)  # where nothing can be written, the lock stays as it is too
    lock_text = print_lock(draft.lock)
    _write_lock(path, lock_text, draft.old_lock_text)
    again = bool(draft.checked.problems) or not fingerprint
    whole = "" if again else fingerprint_build(fingerprint, lock_text)
    notes = len(draft.package.notes) - len(draft.retired_keys)
    return Built(draft.checked, write_artifacts(artifacts, folder, whole), notes)


def _write_lock(path: Path, text: str, old_text: str) -> None:
    if text != old_text:
        place = lock_path(path)
        write_beside([Artifact(place.name, text.encode())], place.parent)


def _render(draft: _Draft) -> Iterator[Artifact]:
    from quizgen.render import render_apkg, render_handout

    live, retired = (
        replace(
            draft.package,
            notes=tuple(n for n in draft.package.notes if (n.key in draft.retired_keys) == gone),
        )
        for gone in (False, True)
    )
    if live.notes:
        yield render_apkg(live)
    if retired.notes:
        yield render_apkg(retired, f"{live.deck_id}-retired")
    for quiz in draft.checked.quizzes:
        yield from render_handout(quiz)


def _clash(deck: Deck, taken: Mapping[str, Path]) -> Iterator[Problem]:
    if deck.id in taken:
        yield Problem(
            deck.where,
            "duplicate-id",
            f"the deck's id '{deck.id}' is that of {taken[deck.id]} too",
            "give one of them another id",
            culprit=deck.id,
        )


def _add_problems(draft: _Draft, problems: Sequence[Problem]) -> _Draft:
    known = draft.checked.problems
    together = tuple(quote_lines((*known, *problems)))
    return replace(draft, checked=replace(draft.checked, problems=together))


def _compose_all(
    deck: Deck, questions: Sequence[Question]
) -> tuple[tuple[Quiz, ...], list[Problem]]:
    quizzes, problems = [], []
    for plan in deck.plans:
        quiz, shortages = compose_quiz(deck, questions, plan)
        quizzes += [quiz] if quiz is not None else []
        problems += [*shortages, *check_quizzes(deck, quizzes)]
    return tuple(quizzes), problems
