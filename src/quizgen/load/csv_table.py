"""CSV facts: one row a fact, column `id`, dotted columns for nested keys. The only csv here."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator

from quizgen.load.tree import CONTROL, Duplicate, Items, Node, Table, Tree, control_character
from quizgen.model import Text
from quizgen.problems import Problem, Where

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BREAK = re.compile(r"\r\n|\r|\n")
_CELL = re.compile(r'(?:"(?:[^"]|"")*"|[^,"\r\n]*)(?:,|$|(?=[\r\n]))')


def parse_csv(source: str, file: str) -> Tree:
    """Parse a table into fact id -> fields, each cell with its line and column.

    An empty cell is absent; `;` parts the members of a list.
    """
    try:
        rows = list(_rows(source, file))
    except csv.Error as error:
        message = f"not a table of comma-separated values: {error}"
        mend = "double a quotation mark that belongs to a text"
        return Tree(None, (), (Problem(Where(file, 1, 1), "csv-syntax", message, mend),))
    if not rows:
        return Tree(None, (), ())
    header, *records = rows
    problems = list(_check_header(header, file))
    if problems:
        return Tree(None, (), tuple(problems))
    return _facts(header, records, file)


def _facts(header: list[Text], records: list[list[Text]], file: str) -> Tree:
    problems: list[Problem] = []
    duplicates: list[Duplicate] = []
    nameless: list[tuple[Text, Table]] = []
    facts = Table(where=Where(file, 1, 1))
    for cells in records:
        if len(cells) > len(header):
            where, count = cells[len(header)].where, len(cells)
            message = f"this row has {count} cells, the header {len(header)}"
            mend = "put quotes around a text that holds a comma"
            problems.append(Problem(where, "csv-row", message, mend))
            continue
        problems += [control_character(cell) for cell in cells if CONTROL.search(cell)]
        key, fields = _record(header, cells)
        if not key:
            place = _id_cell(header, cells)
            message, mend = "this row has no id", "fill the column 'id'"
            problems.append(Problem(place.where, "missing-id", message, mend))
            nameless.append((place, fields))
        elif key in facts:
            duplicates.append(Duplicate((), key, facts.key(key)))
        else:
            facts.add(key, fields)
    return Tree(facts, tuple(duplicates), tuple(problems), tuple(nameless))


def _id_cell(header: list[Text], cells: list[Text]) -> Text:
    """Give the cell of a row's id; a short row has none, and its first stands for it."""
    index = next(i for i, name in enumerate(header) if name == "id")
    return cells[index] if index < len(cells) else cells[0]


def _rows(source: str, file: str) -> Iterator[list[Text]]:
    """Give the rows that are not blank; each cell knows its line and column."""
    lines = _LINE.findall(source)
    reader = csv.reader(lines, strict=True)
    end = 0
    for row in reader:
        start, end = end, reader.line_num
        if any(row):
            yield _place(row, "".join(lines[start:end]), file, start + 1)


def _place(row: list[str], raw: str, file: str, line: int) -> list[Text]:
    """Give the cells of a row, which stands as `raw` from `line` on, their places."""
    cells = []
    position = line_start = 0
    for value in row:
        clean = value
        if not value.isascii() or "\n" in value or "\r" in value:
            clean = value.replace("\r\n", "\n").replace("\r", "\n")
            clean = unicodedata.normalize("NFC", clean)
        cell = Text(clean)
        cell.file, cell.line, cell.column = file, line, position - line_start + 1
        cells.append(cell)
        end = position + len(value) + 1
        if raw[position : position + 1] == '"':
            found = _CELL.match(raw, position)
            end = found.end() if found else end
            breaks = list(_BREAK.finditer(raw, position, end))
            if breaks:
                line += len(breaks)
                line_start = breaks[-1].end()
        position = end
    return cells


def _check_header(header: list[Text], file: str) -> Iterator[Problem]:
    if len(header) == 1 and re.search(r"[;\t]", header[0]):
        yield Problem(
            header[0].where,
            "csv-header",
            "the columns are not parted by commas",
            "save the table as comma-separated values (UTF-8)",
        )
    elif "id" not in header:
        yield Problem(
            Where(file, 1, 1),
            "csv-header",
            "the header has no column 'id'",
            "name the column that holds the facts' ids 'id'",
        )
    for i, name in enumerate(header):
        if not name:
            yield Problem(name.where, "csv-header", f"column {i + 1} has no name", "name it")
        elif name in header[:i]:
            yield Problem(
                name.where,
                "duplicate-key",
                f"column '{name}' stands here twice",
                "remove or rename one of them",
            )


def _record(header: list[Text], cells: list[Text]) -> tuple[Text | None, Table]:
    """Turn a row into its id and its fields, nested where a column's name has dots."""
    key: Text | None = None
    fields = Table(where=cells[0].where)
    for name, cell in zip(header, cells, strict=False):
        if not cell:
            continue
        if name == "id":
            key = cell
        elif "." in name:
            _nest(fields, name, cell)
        else:
            fields.add(name, _cell_node(cell))
    return key, fields


def _nest(fields: Table, name: Text, cell: Text) -> None:
    """Put a cell into the table that its column's name leads to."""
    *above, last = name.split(".")
    for part in above:
        inner = fields.find(part)
        if inner is None:
            inner = Table(where=cell.where)
            fields.add(Text.at(part, cell.where), inner)
        if not isinstance(inner, Table):
            break
        fields = inner
    fields.add(Text.at(last, name.where), _cell_node(cell))


def _cell_node(cell: Text) -> Node:
    if ";" not in cell:
        return cell
    items = Items()
    items.where = cell.where
    column = cell.column
    for part in cell.split(";"):
        stripped = part.strip()
        if stripped:
            lead = len(part) - len(part.lstrip())
            items.append(Text.at(stripped, Where(cell.file, cell.line, column + lead)))
        column += len(part) + 1
    return items
