"""Evidence: read where a fact stands, the sources it stands in, and the documents themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from quizgen.load.files import decode, fingerprint
from quizgen.load.keys import EVIDENCE_KEYS, NAME_KEYS, SOURCE_KEYS
from quizgen.load.shape import Shape, slug
from quizgen.load.tree import Items, Node, Table
from quizgen.load.wants import PARAGRAPH, PARAGRAPHS, SUPPORT
from quizgen.model import Document, Evidence, LeftOut, Name, Source, Text
from quizgen.problems import Problem, QuizgenError

PAGE_BREAK = "\f"
"""What parts the pages of a document that was made into text."""


def read_evidence(shape: Shape, node: Node) -> tuple[Evidence, ...]:
    """Read one piece of evidence or a list; a bare source id is evidence without a place."""
    pieces = []
    for item in node if isinstance(node, Items) else [node]:
        if isinstance(item, Text):
            source = shape.one_text(item, "'source'")
            if source is not None:
                pieces.append(Evidence(source, source.where))
            continue
        table = shape.table(item, "'source'", "source: {in: source-id, at: 4, words: ...}")
        if table is not None:
            piece = _read_piece(shape, table)
            pieces += [piece] if piece else []
    return tuple(pieces)


def _read_piece(shape: Shape, table: Table) -> Evidence | None:
    shape.known_keys(table, EVIDENCE_KEYS, "'source'")
    source = shape.text(table, "in", "'source'", required=True)
    at = shape.count(table, "at", 0, PARAGRAPH)
    support = shape.one_of(table, "support", SUPPORT, "found")
    page = shape.text(table, "page", "") or ""
    section = shape.text(table, "section", "") or ""
    words = shape.text(table, "words", "")
    if source is None:
        return None
    return Evidence(source, table.where, at or None, page, section, words, support == "inferred")


def read_sources(shape: Shape, node: Node | None) -> dict[str, Source]:
    """Read source id -> {name, title, file, ...}; the name defaults to the id."""
    sources: dict[str, Source] = {}
    table = shape.table(node, "'sources'", "atlas: {name: the World Atlas}")
    shape.torn |= node is not None and table is None
    for key, body in (table or Table()).items():
        example = f"{{name: {body}}}" if isinstance(body, Text) and body else "{name: ...}"
        inner = shape.table(body, f"source '{key}'", example)
        if not shape.check_id(key, "source") or inner is None:
            for name in (key, Text.at(slug(key), key.where)):  # who cites it need not be told
                sources[name] = Source(id=name, name=name)
            continue
        shape.known_keys(inner, SOURCE_KEYS, f"source '{key}'")
        texts = {
            name: shape.text(inner, name, "") or Text("")
            for name in SOURCE_KEYS
            if name != "left_out"
        }
        sources[key] = Source(
            id=key,
            name=texts["name"] or key,
            title=texts["title"],
            publisher=texts["publisher"],
            date=texts["date"],
            url=texts["url"],
            file=texts["file"],
            sha256=texts["sha256"],
            rests_on=texts["rests_on"],
            left_out=_read_left_out(shape, inner.find("left_out")),
        )
    return sources


def _read_left_out(shape: Shape, node: Node | None) -> tuple[LeftOut, ...] | None:
    """Read paragraphs -> a reason, a list of them, or words -> reason; None without the key."""
    table = shape.table(node, "'left_out'", "left_out: {3: a line to sign up}")
    if table is None:
        return None
    passages: list[LeftOut] = []
    for place, body in table.items():
        passage = _read_passage(shape, place, body)
        if passage is None:
            continue
        other = next((each for each in passages if _overlap(each, passage)), None)
        if other is not None:
            shape.slip(
                place.where,
                "duplicate-key",
                f"paragraph {max(other.first, passage.first)} is left out in line "
                f"{other.place.line} too",
                "name each paragraph once; one may have a list of reasons",
                related=(other.place.where,),
            )
        passages.append(passage)
    return tuple(passages)


def _overlap(one: LeftOut, other: LeftOut) -> bool:
    return one.first <= other.last and other.first <= one.last


def _read_passage(shape: Shape, place: Text, body: Node) -> LeftOut | None:
    match = re.fullmatch(PARAGRAPHS, place)
    if match is None or (match[2] and int(match[2]) < int(match[1])):
        shape.slip(
            place.where,
            "wrong-type",
            f"'{place}' is no paragraph, and no range of them",
            "write a number from 1, or a range such as 18-24",
        )
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    if isinstance(body, Table):
        return LeftOut(place, first, last, parts=tuple(shape.reasons(body, "leave out").items()))
    name = f"the reason to leave out {place}"
    reasons = [shape.one_text(each, name) for each in (body if isinstance(body, Items) else [body])]
    return LeftOut(place, first, last, tuple(reason for reason in reasons if reason is not None))


def read_names(shape: Shape, node: Node | None) -> dict[str, dict[str, Name]]:
    """Read vocabulary -> name -> {aka, near}."""
    vocabularies: dict[str, dict[str, Name]] = {}
    table = shape.table(node, "'names'", "person: {Ada Lovelace: {aka: [Ada King]}}")
    for vocabulary, body in (table or Table()).items():
        names: dict[str, Name] = {}
        inner = shape.table(body, f"vocabulary '{vocabulary}'", "{Name: {aka: [...]}}")
        for name, entry in (inner or Table()).items():
            keys = shape.table(entry or Table(), f"name '{name}'", "{aka: [...]}")
            if keys is None:
                continue
            shape.known_keys(keys, NAME_KEYS, f"name '{name}'")
            names[name] = Name(name, shape.texts(keys, "aka"), shape.texts(keys, "near"))
        vocabularies[vocabulary] = names
    return vocabularies


def read_documents(
    folder: Path, sources: Mapping[str, Source]
) -> tuple[dict[str, Document], list[Problem]]:
    """Read the cited documents found in `folder`, by source id.

    Raises QuizgenError where the folder is missing; a document that is absent is left out.
    """
    if not folder.is_dir():
        raise QuizgenError(f"there is no folder '{folder}' with the sources")
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for source in sources.values():
        path = folder / source.file
        inside = path.resolve().is_relative_to(folder.resolve())
        if not source.file or not inside or not path.is_file():
            continue
        content = path.read_bytes()
        text = decode(content, path.as_posix())
        if isinstance(text, Problem):
            problems.append(text)
            continue
        lines = [
            (line.strip(), number)
            for number, page in enumerate(text.split(PAGE_BREAK), start=1)
            for line in page.splitlines()
            if line.strip()
        ]
        documents[str(source.id)] = Document(
            path.as_posix(),
            fingerprint(content),
            tuple(line for line, _ in lines),
            tuple(page for _, page in lines) if PAGE_BREAK in text else (),
        )
    return documents, problems
