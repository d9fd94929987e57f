"""Shape: read the small tables of a deck key by key, and collect what is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from quizgen.load import yaml_traps
from quizgen.load.keys import OTHER_NAMES
from quizgen.load.tree import Items, Node, Table
from quizgen.load.wants import SPACE, Whole
from quizgen.load.yaml_braces import colon_lost
from quizgen.model import Text
from quizgen.problems import Edit, Problem, Severity, Where, meant, nearest

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_ID = 80
_LATIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
"""Letters that are no others with a mark."""


class Shape:
    """Reads tables and keeps the problems met on the way: the state of one load."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.torn = False  # whether a part of the deck was not read, and what it holds is missed
        self._strange: dict[int, list[Text]] = {}

    def slip(
        self,
        where: Where,
        rule: str,
        message: str,
        mend: str = "",
        *,
        severity: Severity = Severity.ERROR,
        culprit: str = "",
        related: tuple[Where, ...] = (),
    ) -> None:
        """Note one problem."""
        self.problems.append(
            Problem(where, rule, message, mend, severity, culprit, related=related)
        )

    def table(self, node: Node | None, name: str, example: str = "") -> Table | None:
        """Take a mapping; anything else is a problem."""
        if node is None or isinstance(node, Table):
            return node
        where = node.where
        self.slip(
            where,
            "wrong-shape",
            f"{name} wants keys with values here",
            example and f"write it as {example}",
        )
        return None

    def known_keys(self, table: Table, known: Iterable[str], owner: str) -> None:
        """Report keys that mean nothing here, with the nearest that does."""
        allowed = frozenset(known)
        for key, node in table.items():
            if is_cut_by_comma(table, key, node):
                self.problems.append(yaml_traps.comma_in_braces(key))
            elif key not in allowed:
                self._strange.setdefault(id(table), []).append(key)
                self.slip(
                    key.where,
                    "unknown-key",
                    f"{owner} has no key '{key}'",
                    mend_key(table, key, allowed),
                    culprit=key,
                )

    def part_keys(self, table: Table, known: Iterable[str], owner: str) -> None:
        """Report unknown keys of a table that holds parts of the deck: they are missed then."""
        before = len(self.problems)
        self.known_keys(table, known, owner)
        self.torn |= len(self.problems) > before

    def is_told(self, table: Table, key: str) -> bool:
        """Tell whether a key that is missing was told of: as an unknown one that stands for it.

        The only unknown key of a table may be any that is missing.
        """
        strange = self._strange.get(id(table), [])
        if any(nearest(other, [key]) for other in strange):
            return True
        if len(strange) != 1:
            return False
        for i, problem in enumerate(self.problems):
            if problem.where == strange[0].where and problem.rule == "unknown-key":
                self.problems[i] = replace(problem, mend=f"did you mean '{key}'?")
        return True

    def text(self, table: Table, key: str, owner: str, *, required: bool = False) -> Text | None:
        """Take a text that is not empty."""
        node = table.find(key)
        if node is None:
            if required and not self.is_told(table, key):
                self.slip(
                    table.where,
                    "missing-key",
                    f"{owner} lacks the key '{key}'",
                    f"add the line '{key}: ...'",
                )
            return None
        return self.one_text(node, f"'{key}'")

    def one_text(self, node: Node, name: str) -> Text | None:
        """Take a node that must be one text, not empty."""
        if not isinstance(node, Text):
            self.slip(
                node.where,
                "wrong-shape",
                f"{name} wants one text",
                "write a single value, in quotes if it holds , : { } [ ]",
            )
            return None
        if not node.strip():
            self.slip(
                node.where,
                "empty-value",
                f"{name} has no value",
                "write the value, or remove the key (a text that begins with # needs quotes)",
            )
            return None
        return node

    def texts(self, table: Table, key: str, name: str = "") -> tuple[Text, ...]:
        """Take one text or a list of them."""
        node = table.find(key)
        if node is None:
            return ()
        nodes = node if isinstance(node, Items) else [node]
        found = [self.one_text(each, name or f"'{key}'") for each in nodes]
        return tuple(text for text in found if text is not None)

    def flag(self, table: Table, key: str) -> bool:
        """Take `true` or `false`; absent means false."""
        text = self.text(table, key, "")
        if text is None or text in ("true", "false"):
            return text == "true"
        yes = text.lower() in ("true", "yes", "on")
        self.problems.append(
            Problem(
                text.where,
                "wrong-type",
                f"'{key}' is true or false, not '{text}'",
                f"write '{key}: true', or remove the key",
                edits=(Edit(text.where, text, "true"),) if yes else (),
            )
        )
        return False

    def count(self, table: Table, key: str, default: int, bounds: Whole) -> int:
        """Take a whole number between two bounds."""
        text = self.text(table, key, "")
        if text is None:
            return default
        value = self.whole(text, f"'{key}'", bounds)
        return default if value is None else value

    def whole(self, text: Text, name: str, bounds: Whole, mend: str = "") -> int | None:
        """Read a whole number between two bounds."""
        least, most = bounds.least, bounds.most
        if re.fullmatch(r"[0-9]{1,12}", text) and least <= int(text) <= most:
            return int(text)
        self.slip(
            text.where,
            "wrong-type",
            f"{name} is a whole number from {least} to {most:,}, not '{text}'",
            mend
            or (f"choose one from {least} to {most:,}" if text.isdigit() else "write it in digits"),
        )
        return None

    def one_of(self, table: Table, key: str, options: Iterable[str], default: str) -> str:
        """Take one of a few words."""
        text = self.text(table, key, "")
        if text is None or text in options:
            return text or default
        self.slip(text.where, "wrong-type", f"'{key}' cannot be '{text}'", meant(text, options))
        return default

    def some_of(self, table: Table, key: str, options: Iterable[str]) -> tuple[str, ...]:
        """Take one or more of a few words, each once, in the author's order."""
        texts = self.texts(table, key)
        for text in texts:
            if text not in options:
                slip = f"'{key}' cannot be '{text}'"
                self.slip(text.where, "wrong-type", slip, meant(text, options), culprit=text)
        return tuple(dict.fromkeys(str(text) for text in texts if text in options))

    def space(self, node: Node | None) -> str:
        """Take the room for an answer."""
        text = self.one_text(node, "'space'") if node is not None else None
        if text is not None and not re.fullmatch(SPACE, text):
            slip = f"'space' cannot be '{text}'"
            self.slip(text.where, "wrong-type", slip, "write '3 lines', 'box' or 'none'")
            return ""
        return str(text or "")

    def waivers(self, node: Node | None) -> dict[Text, Text]:
        """Take `waive: {rule: reason}`; a waiver without a reason is a problem itself."""
        table = self.table(node, "'waive'", "waive: {rule: reason}")
        return self.reasons(table or Table(), "waive")

    def reasons(self, table: Table, deed: str) -> dict[Text, Text]:
        """Take `{something: reason}`; `deed` is what is done to it."""
        reasons: dict[Text, Text] = {}
        for key, body in table.items():
            if is_cut_by_comma(table, key, body):
                self.problems.append(yaml_traps.comma_in_braces(key))
                continue
            reason = self.one_text(body, f"the reason to {deed} '{key}'")
            if reason is not None:
                reasons[key] = reason
        return reasons

    def former_id(self, table: Table) -> Text | None:
        """Take `was`; None where there is none, or it is no id."""
        text = self.text(table, "was", "")
        return text if text is not None and self.check_id(text, "former id") else None

    def retired(self, table: Table, owner: str) -> Text | None:
        """Take why something is asked no more; None where it still is."""
        text = self.text(table, "retired", owner)
        return None if text is None else self.reason_to_retire(text)

    def reason_to_retire(self, text: Text) -> Text | None:
        """Hold `retired` to a reason: `true` tells nothing, and `false` would retire as well."""
        if text.lower() not in ("true", "false", "yes", "no"):
            return text
        self.slip(
            text.where,
            "wrong-type",
            f"'retired' is the reason that learners will read, not '{text}'",
            "write why it is asked no more, or remove the key if it still is",
        )
        return None

    def check_id(self, key: Text, name: str) -> bool:
        """Hold ids to lower-case words parted by hyphens: they become file names and guids."""
        if len(key) <= MAX_ID and ID.fullmatch(key):
            return True
        opened = re.match(r"([\w.-]+)(\s*:?\s*)([{\[])", key)
        if opened:
            self.problems.append(colon_lost(key.where, opened))
            return False
        plain = slug(key)[:MAX_ID].strip("-")
        self.problems.append(
            Problem(
                key.where,
                "bad-id",
                f"{name} '{key}' may hold only lower-case letters a-z, digits and hyphens",
                f"write '{plain}'" if plain else "choose an id like 'first-moon-landing'",
                edits=(Edit(key.where, key, plain),) if plain and name == "fact" else (),
            )
        )
        return False


def slug(text: str) -> str:
    """Write a text in the letters of an id: a-z, digits, and hyphens between words.

    >>> slug("Große Élysée, 2"), slug("Łódź"), slug("القاهرة")
    ('grosse-elysee-2', 'lodz', '')
    """
    lower = text.lower().translate(_LATIN)
    bare = re.sub(r"['’\u0300-\u036f]", "", unicodedata.normalize("NFKD", lower))
    return "-".join(re.findall(r"[a-z0-9]+", bare))


def mend_key(table: Table, key: Text, known: Iterable[str]) -> str:
    """Word a mend for an unknown key; one of several words in braces may be part of a text."""
    mend = meant(key, known, OTHER_NAMES)
    if table.flow and " " in key and not mend.startswith("did"):
        return f"a text that holds a comma or ': ' wants quotes inside {{...}}; {mend}"
    return mend


def is_cut_by_comma(table: Table, key: Text, node: Node) -> bool:
    """Tell whether a key is the rest of a text like `$1,000` that stood bare in braces."""
    return (
        table.flow
        and isinstance(node, Text)
        and node == ""
        and (node.line, node.column) == (key.line, key.column + len(key))
    )
