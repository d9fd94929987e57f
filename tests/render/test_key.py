"""The printed key, found again from the printed paper and the facts alone: nothing of quizgen."""

from __future__ import annotations

import csv
import re
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from browser import PrintedPage, print_pdf
from conftest import ROOT, CommandLine

Tree = Mapping[str, "Tree"] | list["Tree"] | str
HEADINGS = {
    "Multiple choice": "choice",
    "Several right answers": "select",
    "True or false": "true-false",
    "Fill the gaps": "cloze",
    "Short answers": "recall",
    "Matching": "match",
    "Put in order": "order",
}
"""The form of the questions below a heading, where the author has given it no other."""
TASKS = {
    "match": re.compile(r" 1 .+ 2 .+ a .+ b .+"),
    "order": re.compile(r" a .+ b .+ c .+"),
}
OPTIONS = re.compile(r" A .+? B .+? C .+| True False$")
"""What follows the prompt of an item."""
FOOT = re.compile(r"^Page \d+ of \d+[^§]*?Edition [A-Z2-9]{6}.*\n", re.MULTILINE)
CARD: Tree = {
    "fields": {"front": "text", "back": "text"},
    "templates": {"card": {"ask": "{{ front }}", "answer": "back"}},
}
TEX = re.compile(r"\\mathrm|\\,|[{}^_]")
"""What is not printed of the formulas in our decks."""
NAME_PICTURES = """() => document.querySelectorAll('.item img').forEach(
  picture => picture.replaceWith(picture.alt))"""
"""A picture has no text to read in print, so its description is printed in its place."""
WORD = re.compile(r"\{\{ (\w+)(?: \| (\w+))? \}\}")


# -- the facts, read without any type


@dataclass(frozen=True, slots=True)
class Record:
    """A fact with the templates of its kind, its scope and the aliases of its values."""

    fields: Mapping[str, str]
    templates: Mapping[str, Mapping[str, Tree]]
    scope: str
    aliases: Mapping[str, frozenset[str]]

    def say(self, text: str, **changed: str) -> str:
        """Fill a template with the fact's values, or changed ones."""
        values = {**self.fields, **changed}

        def fill(found: re.Match[str]) -> str:
            value = values[found[1]]
            match found[2]:
                case None:
                    return value
                case "upper_first":
                    return value[0].upper() + value[1:]
                case "ordinal":
                    return value + {"1": "st", "2": "nd", "3": "rd"}.get(value, "th")
                case other:
                    raise AssertionError(f"this test does not know the filter {other}")

        return WORD.sub(fill, text)


def table(tree: Tree | None) -> Mapping[str, Tree]:
    """Take a mapping, or an empty one where there is none."""
    assert tree is None or isinstance(tree, Mapping)
    return tree or {}


def read_yaml(path: Path) -> Mapping[str, Tree]:
    """Read a file with every scalar as text."""
    tree: Tree = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text only
    return table(tree)


def read_records(path: Path) -> list[Record]:
    """Read all facts of a deck."""
    if path.is_file():
        deck = read_yaml(path)
        parts = {name: table(deck.get(name)) for name in ("kinds", "names", "sources")}
        facts = [table(deck["facts"])]
    else:
        parts = {name: read_yaml(path / f"{name}.yaml") for name in ("kinds", "names", "sources")}
        facts = [read_yaml(file) for file in sorted((path / "facts").glob("*.yaml"))]
        facts += [read_table(file) for file in sorted((path / "facts").glob("*.csv"))]
    records = []
    for file in facts:
        for kind, bodies in file.items():
            if kind == "defaults":
                continue
            shape = table(parts["kinds"].get(kind, CARD))
            for body in table(bodies).values():
                merged = {**table(file.get("defaults")), **table(body)}
                records.append(read_record(merged, shape, parts))
    return records


def read_table(path: Path) -> Mapping[str, Tree]:
    """Read a file of a row a fact; of a picture only its description is told."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            path.stem: {
                row["id"]: {
                    name.removesuffix(".alt"): value for name, value in row.items() if value
                }
                for row in csv.DictReader(file)
            }
        }


def read_record(
    body: Mapping[str, Tree], shape: Mapping[str, Tree], parts: Mapping[str, Mapping[str, Tree]]
) -> Record:
    """Read one fact by the shape of its kind."""
    types = {name: str(value).removesuffix("?") for name, value in table(shape["fields"]).items()}
    fields = {
        name: ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in body.items()
        if name in types
    }
    fields |= {name: TEX.sub("", text) for name, text in fields.items() if types[name] == "math"}
    aliases = {}
    for name, value in fields.items():
        entry = table(table(table(parts["names"].get(types[name])).get(value)))
        own = table(body.get("aka")).get(name, [])
        other = entry.get("aka", [])
        aliases[name] = frozenset(squeeze(str(each)) for each in (*other, *own))
    templates = {
        name: table(each)
        for name, each in table(shape["templates"]).items()
        if all(word in fields for word, _ in WORD.findall(" ".join(map(str, table(each).values()))))
        and str(table(each).get("answer", "")) in ("", *fields)
    }
    source = table(parts["sources"].get(str(body.get("according_to"))))
    scope = f"According to {source['name']}" if source else ""
    if "hedge" in body:
        scope = f"{scope} (“{body['hedge']}”)" if scope else str(body["hedge"]).capitalize()
    return Record(fields, templates, scope, aliases)


# -- the paper, read as text


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands at one number: its form, its text in one line, and its section's word bank."""

    form: str
    text: str
    bank: str = ""


def squeeze(text: str) -> str:
    """Drop what a line break may add or take away, and what fonts join."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def find_headings(text: str, forms: Mapping[str, str]) -> list[re.Match[str]]:
    """Find the headings of sections, each with its points; they may go on on another line."""
    titles = "|".join(r"\s+".join(map(re.escape, title.split())) for title in forms)
    return list(re.finditer(rf"^({titles})\s+\d+ points?( each)?$", text, re.MULTILINE))


def read_items(pages: tuple[PrintedPage, ...], forms: Mapping[str, str]) -> dict[int, Printed]:
    """Part the text at numbers that begin a line and count up from 1, within their sections."""
    text = unicodedata.normalize("NFKC", join(pages))
    found = find_headings(text, forms)
    items: dict[int, Printed] = {}
    ends = [each.start() for each in found[1:]] + [len(text)]
    for heading, end in zip(found, ends, strict=True):
        section = text[heading.end() : end]
        starts: list[re.Match[str]] = []
        while begin := re.search(rf"^{len(items) + len(starts) + 1}\. ", section, re.MULTILINE):
            starts.append(begin)
        for here, after in pairwise([*starts, None]):
            assert here is not None
            chunk = section[here.end() : after.start() if after else len(section)]
            one_line = " ".join(chunk.replace("-\n", "-").split())
            bank = squeeze(section[: starts[0].start()])
            items[len(items) + 1] = Printed(forms[" ".join(heading[1].split())], one_line, bank)
    return items


def join(pages: tuple[PrintedPage, ...]) -> str:
    """Give the text of all pages, without what stands at their foot."""
    return "".join(FOOT.sub("", page.text + "\n") for page in pages)


def read_glance(pages: tuple[PrintedPage, ...], forms: Mapping[str, str]) -> str:
    """Give the answers at a glance, squeezed."""
    text = join(pages).partition("Answers at a glance")[2]
    return squeeze(text[: find_headings(text, forms)[0].start()])


# -- the judgement


def asked(records: list[Record], item: str) -> Iterator[tuple[Record, str, str]]:
    """Find the facts that an item may ask for, with the answer's field, and what comes after."""
    for record in records:
        for template in record.templates.values():
            if "ask" not in template:
                continue
            prompt = record.say(str(template["ask"]))
            letters = r"\s*".join(map(re.escape, squeeze(prompt)))
            if (found := re.match(rf"({re.escape(record.scope)})?\s*{letters}", item)) is not None:
                yield record, str(template["answer"]), item[found.end() :]


def stated(records: list[Record], key: str) -> Iterator[tuple[Record, str, list[str]]]:
    """Give every true sentence, with the fields that `blank` or `vary` names."""
    for record in records:
        for template in record.templates.values():
            if "state" in template and key in template:
                fields = template[key]
                assert isinstance(fields, list)
                yield record, str(template["state"]), [str(field) for field in fields]


def judge_choice(records: list[Record], paper: str, key: str) -> None:
    """The option at the key's letter is the fact's value, and no other one is."""
    ((record, field, rest),) = asked(records, paper)
    options = re.fullmatch(r" A (.+?) B (.+?) C (.+?)(?: D (.+))?", rest)
    assert options is not None, rest
    texts = [squeeze(each) for each in options.groups() if each]
    right = {squeeze(record.fields[field])} | record.aliases[field]
    letters = [letter for letter, text in zip("ABCD", texts, strict=False) if text in right]
    assert len(set(texts)) == len(texts)
    assert letters == [key[:1]], (paper, key, right)
    assert key[1:].startswith(squeeze(record.fields[field]))


def judge_recall(records: list[Record], paper: str, key: str) -> None:
    """The key begins with the fact's value; of a list, any member will do."""
    ((record, field, rest),) = asked(records, paper)
    assert rest.strip() == ""
    assert key.removeprefix("anyoneof:").startswith(squeeze(record.fields[field]))


def judge_statement(records: list[Record], paper: str, key: str) -> None:
    """The key says "True" of what a fact states, and "False", with the right value, of all else."""
    statement = squeeze(paper.removesuffix(" True False"))
    assert statement != squeeze(paper)
    rights = set()
    for record, text, fields in stated(records, "vary"):
        if statement.endswith(squeeze(record.say(text))):
            assert key.startswith("True")
            return
        for field in fields:
            start, end = (squeeze(each) for each in record.say(text, **{field: "\0"}).split("\0"))
            if statement.removeprefix(squeeze(record.scope)).startswith(
                start
            ) and statement.endswith(end):
                rights.add(squeeze(f"False Right would be: {record.fields[field]}"))
    assert any(key.startswith(right) for right in rights), (statement, key, rights)


def judge_gap(records: list[Record], paper: str, key: str) -> None:
    """The key's words in the gap make a sentence that a fact states."""
    answers = set()
    for record, text, fields in stated(records, "blank"):
        for field in fields:
            printed = squeeze(record.say(text, **{field: ""}))
            if squeeze(paper).removeprefix(squeeze(record.scope)) == printed:
                answers.add(squeeze(record.fields[field]))
    assert len(answers) == 1, (paper, answers)
    assert key.startswith(answers.pop())


def judge_select(records: list[Record], paper: str, key: str) -> None:
    """The options at the key's letters are the members of the fact's list, and all of them."""
    ((record, field, rest),) = asked(records, paper)
    options = re.fullmatch(r" A (.+?) B (.+?) C (.+?) D (.+?)(?: E (.+?))?(?: F (.+))?", rest)
    assert options is not None, rest
    texts = [squeeze(each) for each in options.groups() if each]
    members = [squeeze(each) for each in record.fields[field].split(", ")]
    letters = [letter for letter, text in zip("ABCDEF", texts, strict=False) if text in members]
    assert len(set(texts)) == len(texts) > len(letters) == len(members)
    assert key.startswith(",".join(letters))


def several(
    records: list[Record], form: str, paper: str
) -> Iterator[tuple[Record, Mapping[str, Tree], str]]:
    """Find the facts of one scope that a match or an order may hold, and what it prints."""
    for record in records:
        for template in record.templates.values():
            if form in template:
                before, found, rest = paper.partition(str(template["ask"]))
                if found and before.strip() == record.scope:
                    yield record, template, squeeze(rest)


def deal(printed: str, marks: str, texts: frozenset[str]) -> Iterator[list[str]]:
    """Read texts, each after its mark, in every way that uses up what is printed."""
    if not marks and not printed:
        yield []
    if marks and printed.startswith(marks[0]):
        for text in texts:
            if printed.startswith(text, 1):
                rest = printed[1 + len(text) :]
                yield from ([text, *more] for more in deal(rest, marks[1:], texts))


def orders(numbers: str, letters: str) -> set[str]:
    """Give the orders in which marks may stand: both sides may go on on the next page."""
    return {
        numbers[:i] + letters[:j] + numbers[i:] + letters[j:]
        for i in range(1, len(numbers) + 1)
        for j in range(1, len(letters) + 1)
    }


def judge_match(records: list[Record], paper: str, key: str) -> None:
    """Each left side has one right side that a fact gives it, and the key tells its letter."""
    pairs = set()
    for record, template, printed in several(records, "match", paper):
        sides = template["match"]
        assert isinstance(sides, list)
        left, right = (record.fields.get(str(side)) or record.say(str(side)) for side in sides)
        pairs.add((squeeze(left), squeeze(right)))
        rest = printed
    texts = frozenset(text for pair in pairs for text in pair)
    size = solved(key).count(",") + 1
    numbers, letters = "123456789"[:size], "abcdefghi"[:size]
    ((order, texts_read),) = (
        (order, each) for order in orders(numbers, letters) for each in deal(rest, order, texts)
    )
    read = dict(zip(order, texts_read, strict=True))
    expected = []
    for number in numbers:
        (letter,) = (letter for letter in letters if (read[number], read[letter]) in pairs)
        expected.append(number + letter)
    assert solved(key) == ",".join(expected)


def judge_order(records: list[Record], paper: str, key: str) -> None:
    """The entries differ in what they are ordered by, and the key tells the place of each."""
    sizes = {}
    for record, template, printed in several(records, "order", paper):
        value = record.fields[str(template["by"])]
        sizes[squeeze(record.say(str(template["order"])))] = size_of(value)
        rest = printed
    letters = "abcdefghi"[: solved(key).count(",") + 1]
    (read,) = deal(rest, letters, frozenset(sizes))
    ranked = sorted(read, key=lambda text: sizes[text])
    assert len({sizes[text] for text in read}) == len(read)
    expected = (f"{m}{ranked.index(text) + 1}" for m, text in zip(letters, read, strict=True))
    assert solved(key) == ",".join(expected)


def size_of(text: str) -> float:
    """Read a number, a year, a length or a sum."""
    number = float(re.sub(r"[^0-9.]", "", text.removesuffix(".")))
    return number * {"million": 1e6, "billion": 1e9}.get(text.rpartition(" ")[2], 1)


def solved(key: str) -> str:
    """Give the marks of a match or an order: `1c,2a,3b` or `a2,b3,c1`."""
    found = re.match(r"([a-l]\d|\d[a-l])(,(?:[a-l]\d|\d[a-l]))+", key)
    assert found is not None, key
    return found[0]


JUDGES = {
    "choice": judge_choice,
    "select": judge_select,
    "match": judge_match,
    "order": judge_order,
    "true-false": judge_statement,
    "cloze": judge_gap,
    "recall": judge_recall,
}
PAPERS = {
    "planets.yaml": {"solar-system": 8, "pairs": 5},
    "microsoft-openai": {"alliance": 25, "pairs": 14},
}
VERSIONS = {"planets.yaml": 5, "elements": 4, "microsoft-openai": 10}
EVERY_PROFILE = r"\1profile: [regular, large, dyslexia]\n\1sections:"


@pytest.mark.parametrize("deck", PAPERS)
def test_the_key_is_what_the_facts_say_of_the_paper(
    cli: CommandLine, chromium: str, tmp_path: Path, deck: str
) -> None:
    assert cli("build", ROOT / "decks" / deck, "--quiet").returncode == 0
    records = read_records(ROOT / "decks" / deck)
    folder = tmp_path / "dist" / deck.removesuffix(".yaml")
    for quiz, count in PAPERS[deck].items():
        for letter in "AB":
            paper = folder / f"{quiz}-{letter}.html"
            assert judge_paper(chromium, records, paper, HEADINGS) == count


@pytest.mark.matrix
@pytest.mark.parametrize("profile", ["", "-large", "-dyslexia"])
@pytest.mark.parametrize("deck", VERSIONS)
def test_the_key_of_every_version_is_what_the_facts_say(
    cli: CommandLine, chromium: str, tmp_path: Path, deck: str, profile: str
) -> None:
    """Of every quiz: from the paper of any profile, by the one key of its version."""
    shutil.copytree(ROOT / "decks", tmp_path / "decks")
    plans = [tmp_path / "decks" / deck, *(tmp_path / "decks" / deck).glob("quizzes/*.yaml")]
    forms = dict(HEADINGS)
    for plan in filter(Path.is_file, plans):
        text = plan.read_text(encoding="utf-8")
        titled = re.findall(r'form: ([a-z-]+),.* title: ("[^"]+"|[^,}]+)', text)
        forms |= {title.strip('"'): form for form, title in titled}
        plan.write_text(re.sub("^( *)sections:", EVERY_PROFILE, text, flags=re.MULTILINE))
    done = cli("build", f"decks/{deck}", "--locked", "--quiet")
    assert done.returncode == 0, done.stderr
    records = read_records(ROOT / "decks" / deck)
    keys = sorted((tmp_path / "dist" / deck.removesuffix(".yaml")).glob("*-key.html"))
    assert len(keys) == VERSIONS[deck]
    for key in keys:
        name = key.name.removesuffix("-key.html")
        paper = key.with_name(f"{name}{profile}.html")
        assert judge_paper(chromium, records, paper, forms, key) > 0


@pytest.mark.parametrize("seed", [1, 2])
def test_the_key_of_any_seed_is_what_the_facts_say(
    cli: CommandLine, chromium: str, tmp_path: Path, seed: int
) -> None:
    deck = ROOT / "decks" / "microsoft-openai"
    forms = (
        "choice=20",
        "true-false=15",
        "cloze=10",
        "recall=10",
        "select=4",
        "match=2",
        "order=1",
    )
    options = ["--size", "3", *(word for form in forms for word in ("--form", form))]
    assert cli("quiz", deck, "--draft", *options, "--seed", seed).returncode == 0
    paper = tmp_path / "dist" / "microsoft-openai" / "quiz.html"
    assert judge_paper(chromium, read_records(deck), paper, HEADINGS) == 62


def judge_paper(
    executable: str,
    records: list[Record],
    file: Path,
    forms: Mapping[str, str],
    key_file: Path | None = None,
) -> int:
    """Print a paper and its key, and hold every answer to the facts; give how many there are."""
    paper = read_items(print_pdf(executable, file, NAME_PICTURES), forms)
    key_file = key_file or file.with_name(f"{file.stem}-key.html")
    printed_key = print_pdf(executable, key_file, NAME_PICTURES)
    key, glance = read_items(printed_key, forms), read_glance(printed_key, forms)
    assert list(paper) == list(key) == list(range(1, len(paper) + 1))
    at_a_glance = ""
    for number, item in paper.items():
        assert key[number].form == item.form
        prompt = squeeze(TASKS.get(item.form, OPTIONS).sub("", item.text))
        before, found, solution = squeeze(key[number].text).partition(prompt)
        assert (before, found) == ("", prompt), number
        JUDGES[item.form](records, item.text, solution)
        rest = glance.removeprefix(f"{at_a_glance}{number}")
        given = [mark for mark in marks(item.form, solution) if rest.startswith(mark)]
        assert given != [], f"{number} at a glance"
        if item.form == "cloze" and not item.bank.endswith("."):  # more than what is to be done
            assert given[0] in item.bank
        at_a_glance += f"{number}{given[0]}"
    assert at_a_glance == glance
    return len(paper)


def marks(form: str, solution: str) -> Iterator[str]:
    """Give what may stand at a glance for a solution, the longest first."""
    if form == "choice":
        yield solution[0]
    elif form == "select":
        yield from re.findall(r"^(?:[A-F],)*[A-F]", solution)
    elif form in TASKS:
        yield solved(solution)
    elif form == "true-false":
        yield "True" if solution.startswith("True") else "False"
    else:
        for end in range(len(solution), 0, -1):
            yield squeeze(f"{solution[:end]}…")  # a long one is cut short
            yield solution[:end]
