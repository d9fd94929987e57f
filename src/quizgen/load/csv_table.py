"""CSV facts: one row a fact, column `id`, dotted columns for nested keys. The only csv here."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator

from quizgen.load.tree import CONTROL, Duplicate, Items, Node, Table, Tree, control_character
from quizgen.load.yaml_lines import CONFLICT, merge_conflict
from quizgen.model import Text
from quizgen.problems import Problem, Where

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BREAK = re.compile(r"\r\n|\r|\n")
_CELLS = {
    mark: re.compile(
        rf' *(?:"(?:[^"]|"")*"|[^{mark}"\r\n][^{mark}\r\n]*|) *(?:{mark}|$|(?=[\r\n]))'
    )
    for mark in (",", ";", "\t")
}
"""What parts the cells -> a cell with what parts it from the next. Spreadsheets write all three."""
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab"}


class _Unclosed(Exception):  # noqa: N818 - it carries a place out of the loop
    def __init__(self, where: Where) -> None:
        self.where = where


def parse_csv(source: str, file: str) -> Tree:
    """Parse a table into fact id -> fields, each cell with its line and column.

    An empty cell is absent; `;` parts the members of a list, also where it parts the cells: then
    lists stand in quotes.
    """
    mark = _mark(source)
    try:
        rows = list(_rows(source, file, mark))
    except _Unclosed as error:
        message = "the text in quotes that begins here does not end where its cell ends"
        mend = "close it there, and double a quotation mark that belongs to the text"
        return Tree(None, (), (Problem(error.where, "csv-syntax", message, mend),))
    for cells in rows:
        if CONFLICT.match(cells[0]):
            return Tree(None, (), (merge_conflict(cells[0].where),))
    if not rows:
        return Tree(None, (), ())
    header, *records = rows
    while not header[-1]:  # a column that was emptied, not deleted
        header.pop()
    problems = list(_check_header(header, file))
    if problems:
        return Tree(None, (), tuple(problems))
    return _facts(header, records, file, mark)


def _mark(source: str) -> str:
    """Give what parts the cells: what stands in the header, for no column's name can hold it."""
    header = source.lstrip("\r\n").partition("\n")[0]
    return next((mark for mark in _CELLS if mark in header), ",")


def _facts(header: list[Text], records: list[list[Text]], file: str, mark: str) -> Tree:
    problems: list[Problem] = []
    duplicates: list[Duplicate] = []
    nameless: list[tuple[Text, Table]] = []
    facts = Table(where=Where(file, 1, 1))
    for cells in records:
        if any(cells[len(header) :]):
            where, count = cells[len(header)].where, len(cells)
            message = f"this row has {count} cells, the header {len(header)}"
            mend = f"put quotes around a text that holds a {_NAMES[mark]}"
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


def _rows(source: str, file: str, mark: str) -> Iterator[list[Text]]:
    """Give the rows that are not blank; each cell knows its line and column."""
    lines = _LINE.findall(source)
    reader = csv.reader(lines, delimiter=mark, strict=True, skipinitialspace=True)
    end = 0
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise _Unclosed(_unclosed(lines[end:], file, end + 1, mark)) from error
        if row is None:
            return
        start, end = end, reader.line_num
        if any(row):
            yield _place(row, "".join(lines[start:end]), file, start + 1, mark)


def _unclosed(lines: list[str], file: str, line: int, mark: str) -> Where:
    """Give where the first cell begins that does not end as one, in a row and what follows it."""
    raw, position = "".join(lines), 0
    while found := _CELLS[mark].match(raw, position):
        if not raw.startswith(mark, found.end() - 1):
            break
        position = found.end()
    position += len(raw[position:]) - len(raw[position:].lstrip(" "))
    head = raw[:position]
    return Where(file, line + head.count("\n"), position - head.rfind("\n"))


def _place(row: list[str], raw: str, file: str, line: int, mark: str) -> list[Text]:
    """Give the cells of a row, which stands as `raw` from `line` on, their places."""
    cells = []
    position = line_start = 0
    for value in row:
        while raw[position : position + 1] == " ":
            position += 1
        clean = value
        if not value.isascii() or "\n" in value or "\r" in value:
            clean = value.replace("\r\n", "\n").replace("\r", "\n")
            clean = unicodedata.normalize("NFC", clean)
        quoted = raw[position : position + 1] == '"'
        cell = Text(clean if quoted else clean.rstrip(" "))
        cell.file, cell.line, cell.column = file, line, position - line_start + 1
        cells.append(cell)
        end = position + len(value) + 1
        if quoted:
            found = _CELLS[mark].match(raw, position)
            end = found.end() if found else end
            breaks = list(_BREAK.finditer(raw, position, end))
            if breaks:
                line += len(breaks)
                line_start = breaks[-1].end()
        position = end
    return cells


def _check_header(header: list[Text], file: str) -> Iterator[Problem]:
    if "id" not in header:
        other = next((name for name in header if name.lower() == "id"), None)
        yield Problem(
            other.where if other else Where(file, 1, 1),
            "csv-header",
            "the header has no column 'id'",
            f"write 'id' for '{other}'"
            if other
            else "begin the first row with 'id' and the names of the fields; ids stand under 'id'",
        )
        return  # without it, the row may be no header at all
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
