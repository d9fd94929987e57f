"""The sandbox in which authors' templates run: a few statements, a few filters, no calls.

A template is data from a stranger. Only the node types listed here compile, so none can loop,
import, call or multiply; Jinja's own sandbox stands behind that as a second wall.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import jinja2
from jinja2 import nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from quizgen.ask.display import SOUND, format_moment
from quizgen.ask.failures import explain_failure
from quizgen.ask.filters import MARK, make_filters
from quizgen.ask.template_slips import brace_slip, field_slip, syntax_problem, syntax_slip
from quizgen.model import (
    Markup,
    Media,
    Moment,
    Picture,
    Rich,
    Sound,
    Span,
    Text,
    Words,
    plain,
)
from quizgen.model.question import SpanKind
from quizgen.problems import Problem

_ALLOWED_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If,
    nodes.CondExpr, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or,
    nodes.Not, nodes.Neg, nodes.Concat, nodes.Add, nodes.Sub, nodes.Getattr, nodes.Getitem,
    nodes.List, nodes.Tuple, nodes.Keyword, nodes.Pair,
)  # fmt: skip

# Marks around what is no plain text in a rendered template; no deck can hold these characters.
_OPEN, _CLOSE, _FILE = MARK, "\x03", "\x1f"
_MARKED = re.compile(
    r"\x02(text|markdown|math|image|sound)(\d{0,4})\x1e([^\x03\x1f]*)(?:\x1f([^\x03]*))?\x03"
)
_SHOW = "\x00"
"""The filter that gives a value as it is shown, of a name that no template can write."""
_SPAN_KINDS: Mapping[str, SpanKind] = {
    "text": "text",
    "markdown": "markdown",
    "math": "math",
    "image": "image",
    "sound": "sound",
}

Variables = Mapping[str, object]


class Gap(Text):
    """A field's value that is blanked where the template prints it: rendering marks it."""

    __slots__ = ("kind", "media", "number")

    kind: str
    number: int
    media: Media | None

    @classmethod
    def numbered(cls, number: int, value: Rich) -> Gap:
        """Blank a value as the gap of this number, from 1."""
        gap = cls(plain(value))
        gap.number = number
        gap.kind, gap.media = (value[0].kind, value[0].media) if len(value) == 1 else ("text", None)
        return gap


class TemplateFailure(Exception):  # noqa: N818 - what failed is a template, told as a problem
    """A template that does not render with some fact; `missing`: a field is absent."""

    def __init__(self, message: str, *, missing: bool = False) -> None:
        super().__init__(message)
        self.missing = missing


@dataclass(frozen=True, slots=True)
class CompiledTemplate:
    """An author's template, ready to render; `names` are the variables it mentions.

    One context serves all facts: templates cannot set anything in it.
    """

    names: frozenset[str]
    template: jinja2.Template
    context: Context

    def render(self, variables: Variables) -> Rich:
        """Render with a fact's values. Raises TemplateFailure."""
        self.context.parent = dict(variables)
        try:
            text = "".join(self.template.root_render_func(self.context))
        except jinja2.UndefinedError as error:
            raise TemplateFailure(explain_failure(error), missing=True) from error
        except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError) as error:
            raise TemplateFailure(explain_failure(error)) from error
        return to_spans(text, variables)


def to_spans(text: str, variables: Variables) -> Rich:
    """Part a rendered text at its marks into literal text, markup, media and gaps."""
    if _OPEN not in text:
        return (Span(text),)
    media = _media_of(variables) if _FILE in text else {}
    spans: list[Span] = []
    position = 0
    for found in _MARKED.finditer(text):
        if found.start() > position:
            spans.append(Span(text[position : found.start()]))
        kind, number, inner, name = found.groups()
        gap = int(number or 0)
        spans.append(Span(inner, _SPAN_KINDS[kind], gap=gap, media=media.get(name)))
        position = found.end()
    if position < len(text):
        spans.append(Span(text[position:]))
    return tuple(spans)


def _media_of(variables: Variables) -> dict[str, Media]:
    """Find the pictures and sounds among variables, by the names that their marks carry."""
    values = variables.values()
    found = (value.media for value in values if isinstance(value, Picture | Sound | Gap))
    return {media.name: media for media in found if media is not None}


class Templates:
    """Compiles authors' templates, each once; one for a deck, since dates follow its language."""

    def __init__(self, words: Words) -> None:
        self._environment = _make_environment(words)
        self._compiled: dict[str, CompiledTemplate] = {}

    def compile(
        self, text: Text, known: frozenset[str], owner: str
    ) -> tuple[CompiledTemplate | None, list[Problem]]:
        """Compile a template; unknown names and forbidden syntax come back as problems."""
        slip = brace_slip(text, known, owner)
        if slip is not None:
            return None, [slip]
        try:
            tree = self._environment.parse(text)
            found = tuple(tree.find_all(nodes.Node))
            forbidden = list(_forbidden(found))
            _show_joined(found)
            # What is allowed gives a value to no name: all that stand there are asked for.
            names = set() if forbidden else {n.name for n in found if isinstance(n, nodes.Name)}
            compiled = self._compiled.get(text)
            # Jinja works constants out as it compiles: what is forbidden must not get so far.
            if compiled is None and not forbidden:
                template = self._environment.from_string(tree)
                context = Context(self._environment, {}, template.name, {})
                compiled = CompiledTemplate(frozenset(names), template, context)
                self._compiled[str(text)] = compiled
        except jinja2.TemplateSyntaxError as error:
            return None, [syntax_problem(text, owner, error, self._environment)]
        # Deeper than Python's own parser goes, or a number longer than it reads.
        except (SyntaxError, RecursionError, MemoryError, ValueError):
            return None, [
                Problem(
                    text.where,
                    "template-syntax",
                    f"{owner} is nested too deeply, or holds a number that is too long",
                    "say it with fewer brackets, operators and conditions",
                )
            ]
        problems = [syntax_slip(text, owner, word) for word in sorted(set(forbidden))]
        parts = {
            n.node.name: n.attr
            for n in found
            if isinstance(n, nodes.Getattr) and isinstance(n.node, nodes.Name)
        }
        problems += [
            field_slip(text, owner, name, known, parts.get(name, ""))
            for name in sorted(names - known)
        ]
        return (None if problems else compiled), problems


class _Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox in which values have no attributes: `{{ name.file }}` tells nobody a path."""

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:  # noqa: ARG002
        return False


def _make_environment(words: Words) -> ImmutableSandboxedEnvironment:
    def finalize(value: object) -> object:
        if type(value) is Text:  # as most are
            return value
        if type(value) is Moment:
            return format_moment(value, words)
        match value:
            case Gap():
                file = f"{_FILE}{value.media.name}" if value.media is not None else ""
                return f"{_OPEN}{value.kind}{value.number}\x1e{value}{file}{_CLOSE}"
            case Picture():
                return f"{_OPEN}image\x1e{value.alt}{_FILE}{value.media.name}{_CLOSE}"
            case Sound():
                return f"{_OPEN}sound\x1e{SOUND}{_FILE}{value.media.name}{_CLOSE}"
            case Markup():
                return f"{_OPEN}{value.language}\x1e{value.text}{_CLOSE}"
            case tuple() | list():
                return words.phrases["comma"].join(str(finalize(member)) for member in value)
            case _:
                return value

    environment = _Sandbox(
        undefined=jinja2.StrictUndefined, finalize=finalize, keep_trailing_newline=False
    )
    environment.globals.clear()
    default = environment.filters["default"]
    environment.filters.clear()
    environment.filters.update(make_filters(words, finalize), default=default)
    environment.filters[_SHOW] = finalize
    return environment


def _show_joined(found: Iterable[nodes.Node]) -> None:
    """Have `~` join values as they are shown: Jinja would join what Python calls them."""
    for node in found:
        if isinstance(node, nodes.Concat):
            node.nodes = [nodes.Filter(each, _SHOW, [], [], None, None) for each in node.nodes]


def _forbidden(found: Iterable[nodes.Node]) -> Iterator[str]:
    """Name the syntax that no template of an author may use."""
    for node in found:
        if not isinstance(node, _ALLOWED_NODES):
            yield type(node).__name__.lower()
        elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            yield node.attr
        elif isinstance(node, nodes.Name) and node.name == "self":
            yield node.name  # Jinja's own, whatever the fields are called
