"""Authors' templates: what they can do, what they cannot, and where a slip is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Loaded, load_text, places

from quizgen.ask import ask_questions
from quizgen.load import quote_lines
from quizgen.model import Deck, Question, Recall, plain
from quizgen.problems import Problem

DECK = """
kinds:
  thing:
    fields:
      {{name: text, count: number?, day: date?, who: person?, big: money?, gone: text?}}
    templates:
      t:
        ask: {ask}
        answer: name
facts: {{thing: {{a: {{{fact}}}}}}}
"""


def ask(folder: Path, template: str, fact: str = "name: Bob") -> tuple[list[str], list[Problem]]:
    """Give the prompts of a template with one fact, and what is wrong."""
    quoted = "'" + template.replace("'", "''") + "'"
    deck, problems = load_text(DECK.format(ask=quoted, fact=fact), folder)
    assert problems == []
    questions, problems = ask_questions(deck)
    return [plain(q.prompt) for q in questions], quote_lines(problems)


def questions_of(deck: Deck) -> dict[str, Question]:
    questions, problems = ask_questions(deck)
    assert problems == []
    return {question.id.removeprefix("test/"): question for question in questions}


@pytest.mark.parametrize(
    ("template", "fact", "prompt"),
    [
        ("{{ name | a_an }}?", "name: hour", "an hour?"),
        ("{{ name | a_an }}?", "name: university", "a university?"),
        ("{{ name | a_an }}?", "name: MP", "an MP?"),
        ("{{ name | a_an }}?", "name: UN post", "a UN post?"),
        ("{{ count | ordinal }}?", "name: x, count: 1", "1st?"),
        ("{{ count | ordinal }}?", "name: x, count: 12", "12th?"),
        ("{{ count | ordinal }}?", "name: x, count: 23", "23rd?"),
        ('{{ count | plural("moon") }}?', "name: x, count: 1", "1 moon?"),
        ('{{ count | plural("moon") }}?', "name: x, count: 0", "0 moons?"),
        ('{{ count | plural("moon") }}?', "name: x, count: 1.0", "1.0 moon?"),
        ('{{ count | plural("company") }}?', 'name: x, count: "1,000"', "1,000 companies?"),
        ('{{ count | plural("ox", "oxen") }}?', "name: x, count: 3", "3 oxen?"),
        ("{{ name | upper_first }}?", "name: eBay group", "EBay group?"),
        ("{{ day | date }}?", "name: x, day: 2019-07-22", "22 July 2019?"),
        ("{{ day | date }}?", "name: x, day: 2019-07", "July 2019?"),
        ("{{ day }}?", "name: x, day: 2019", "2019?"),
        ("{{ day }}?", "name: x, day: 2019-07-22", "22 July 2019?"),
        ("{{ day }}?", "name: x, day: 44 BC", "44 BC?"),
        ("{{ day }}?", "name: x, day: about 2019", "about 2019?"),
        ("{{ who | join_and }}?", "name: x, who: Arm", "Arm?"),
        ("{{ who | join_and }}?", "name: x, who: [Arm, NVIDIA]", "Arm and NVIDIA?"),
        ("{{ who | join_and }}?", "name: x, who: [Arm, NVIDIA, IBM]", "Arm, NVIDIA, and IBM?"),
        ("{{ who }}?", "name: x, who: [Arm, NVIDIA]", "Arm, NVIDIA?"),
        ("{{ big }}?", "name: x, big: over $500 million", "over $500 million?"),
        ("{{ name | upper }}?", "name: x", "X?"),
        ("{{ who | upper }}?", "name: x, who: [Arm, IBM]", "ARM, IBM?"),
        ("{{ who | lower | join_and }}?", "name: x, who: [Arm, IBM]", "arm and ibm?"),
        ("{{ who | title }}?", "name: x, who: [arm b, ibm]", "Arm B, Ibm?"),
        ("{{ who | capitalize }}?", "name: x, who: [arm b, ibm]", "Arm b, Ibm?"),
        ("{{ who | trim }}?", "name: x, who: [Arm, IBM]", "Arm, IBM?"),
        ("{{ who | a_an | join_and }}?", "name: x, who: [Arm, Ford]", "an Arm and a Ford?"),
        ("{{ who | upper_first | join_and }}?", "name: x, who: [arm, ibm]", "Arm and ibm?"),
        ("{{ who | first }}?", "name: x, who: [Arm, IBM]", "Arm?"),
        ("{{ who | last }}?", "name: x, who: Arm", "Arm?"),
        ("{{ who | length }}?", "name: x, who: Arm", "1?"),
        ("{{ who | length }}?", "name: x, who: [Arm, IBM]", "2?"),
        ("{{ name ~ who }}?", "name: x, who: [Arm, IBM]", "xArm, IBM?"),
        ("{{ 'on ' ~ day }}?", "name: x, day: 2019-07-22", "on 22 July 2019?"),
        ("{{ day | upper }}?", "name: x, day: [2019-07-22, 2020]", "22 JULY 2019, 2020?"),
        ('{{ day | plural("x") }}?', "name: x, day: 2019-07", "July 2019 xes?"),
        ("{{ big | upper }}?", "name: x, big: [$5, over $6]", "$5, OVER $6?"),
        ("{% if gone is defined %}G{% else %}-{% endif %}?", "name: x", "-?"),
        ("{% if gone is defined %}{{ gone }}{% endif %}?", "name: x, gone: G", "G?"),
        ("{{ gone if gone is defined else name }}?", "name: x", "x?"),
        ('{{ gone | default("none") }}?', "name: x", "none?"),
        ("{{ name ~ name }}?", "name: x", "xx?"),
        ("{% raw %}{{ name }}{% endraw %}?", "name: x", "{{ name }}?"),
        ("a{# a remark #}b?", "name: x", "ab?"),
        ("{{ name }}?", 'name: "{{ 7*7 }} <b>&amp; {% if %}"', "{{ 7*7 }} <b>&amp; {% if %}?"),
    ],
)  # fmt: skip
def test_template_prints(tmp_path: Path, template: str, fact: str, prompt: str) -> None:
    prompts, problems = ask(tmp_path, template, fact)
    assert problems == []
    assert set(prompts) == {prompt}


@pytest.mark.parametrize(
    "template",
    [
        "{% for x in name %}{{ x }}{% endfor %}",
        "{% set x = 1 %}",
        "{% include 'deck.yaml' %}",
        "{% import 'x' as x %}",
        "{% from 'x' import x %}",
        "{% extends 'x' %}",
        "{% block x %}{% endblock %}",
        "{% macro x() %}{% endmacro %}",
        "{% call name() %}{% endcall %}",
        "{% filter upper %}x{% endfilter %}",
        "{% with x = 1 %}{% endwith %}",
        "{% do name %}",
        "{{ name() }}",
        "{{ name.upper() }}",
        "{{ name.upper }}",
        "{{ name.file }}",
        "{{ name['file'] }}",
        "{{ ''.__class__ }}",
        "{{ ''['__class__'] }}",
        "{{ ''['_' ~ '_class_' ~ '_'] }}",
        "{{ name.__init__.__globals__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ name|attr('upper') }}",
        "{{ 9**9**9 }}",
        "{{ 9*9 }}",
        "{{ 'a'*10**9 }}",
        "{{ [1]*10**9 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ 'x'|center(999999999) }}",
        "{{ 'aaaaaaaaaa'|replace('a','aaaaaaaaaa')|replace('a','aaaaaaaaaa') }}",
        "{{ name|join(name) }}",
        "{{ name|map('upper') }}",
        "{{ name[1:] }}",
        "{{ {'a': 1} }}",
        "{{ cycler }}",
        "{{ joiner }}",
        "{{ namespace }}",
        "{{ lipsum }}",
        "{{ range }}",
        "{{ dict }}",
        "{{ self }}",
        "{{ super() }}",
        "{{ loop }}",
        "{{ caller }}",
        "{{ config }}",
        "{{ _ }}",
        "{{ name - 1 }}",
        "{{ " + "(" * 2000 + "name" + ")" * 2000 + " }}",
        "{{ " + "not " * 5000 + "name }}",
        "{% if name %}" * 150 + "x" + "{% endif %}" * 150,
        "{{ " + "9" * 5000 + " }}",
    ],
)
def test_forbidden_template_is_a_problem_and_runs_nothing(tmp_path: Path, template: str) -> None:
    prompts, problems = ask(tmp_path, template)
    assert prompts == []
    assert problems
    assert {p.where.line for p in problems} == {8}
    assert {p.rule for p in problems} <= {
        "template-syntax", "template-error", "unknown-field", "unknown-filter",
    }  # fmt: skip
    assert not any(str(tmp_path) in p.message for p in problems)


@pytest.mark.parametrize(
    "template", ["{{ name", "{% if name %}x", "{{ name | }}", "{{ }}", "{% endif %}", "{% %}"]
)
def test_template_that_cannot_be_read_is_a_problem(tmp_path: Path, template: str) -> None:
    prompts, problems = ask(tmp_path, template)
    assert prompts == []
    assert places(problems) == [(8, 14, "template-syntax")]


def test_unknown_filter_names_the_nearest_at_its_place(tmp_path: Path) -> None:
    _, (problem,) = ask(tmp_path, "What is {{ name | ordinl }}?")
    assert (problem.where.line, problem.where.column, problem.rule) == (8, 33, "unknown-filter")
    assert problem.mend == "did you mean 'ordinal'?"


def test_unknown_field_is_told_once_for_many_facts(loaded: Loaded) -> None:
    """
    kinds:
      planet:
        fields: {name: text, moons: number}
        templates:
          moons: {ask: "How many moon has {{ name }} or {{ moon }}?", answer: moons}
    facts: {planet: {a: {name: A, moons: 1}, b: {name: B, moons: 2}}}
    """
    deck, problems = loaded
    assert problems == []
    questions, problems = ask_questions(deck)
    assert questions == ()
    problems = quote_lines(problems)
    assert places(problems) == [(5, 56, "unknown-field")]
    assert problems[0].mend == "did you mean 'moons'?"


@pytest.mark.parametrize(
    ("scalar", "line", "column"),
    [
        ("What has {{ nam }}?", 9, 26),
        ("'What has {{ nam }}?'", 9, 27),
        ('"What \\"nam\\" has {{ nam }}?"', 9, 35),
        (">\n          What nam is\n          {{ nam }} now?", 11, 14),
        ("|\n          What nam is\n          nam {{ nam }} now?", 11, 18),
        (">-\n\n          {{ name }} and\n          {{ name | upper }} {{ nam }}?", 12, 33),
        ("'What {% if nam %}nam{% endif %} {{ name }}'", 9, 26),
        ("What nam\n          is {{ nam }}?", 10, 17),
    ],
)
def test_unknown_field_is_shown_in_its_line_and_column(
    tmp_path: Path, scalar: str, line: int, column: int
) -> None:
    text = DECK.format(ask=scalar, fact="name: Bob").replace(
        "      t:\n", "      t:\n        # x\n"
    )
    deck, problems = load_text(text, tmp_path)
    assert problems == []
    _, problems = ask_questions(deck)
    (problem,) = quote_lines(problems)
    assert (problem.where.line, problem.where.column) == (line, column)
    assert problem.line[column - 1 :].startswith("nam")
    assert problem.rule == "unknown-field"


def test_template_is_checked_even_where_no_fact_can_answer_it(deck: Deck) -> None:
    """
    kinds:
      thing:
        fields: {name: text, year: year?}
        templates:
          t: {state: "{{ name }} in {{ yaer }}: {{ year }}.", blank: [year]}
    facts: {thing: {a: {name: x}}}
    """
    _, problems = ask_questions(deck)
    assert [p.rule for p in problems] == ["unknown-field"]


def test_optional_field_skips_the_template(deck: Deck) -> None:
    """
    kinds:
      thing:
        fields: {name: text, year: year?}
        templates:
          prompt: {ask: "Who came in {{ year }}?", answer: name}
          answer: {ask: "When came {{ name }}?", answer: year}
          state: {state: "{{ name }} came in {{ year }}.", blank: [name]}
          fine: {ask: "Say {{ name }} backwards.", answer: name}
    facts: {thing: {with: {name: Ada, year: 1840}, without: {name: Bob}}}
    """
    assert [name for name in questions_of(deck) if name.startswith("without")] == [
        "without/fine/recall"
    ]
    assert len(questions_of(deck)) == 5


def test_skip_leaves_a_template_out(deck: Deck) -> None:
    """
    kinds:
      thing:
        fields: {name: text, year: year}
        templates:
          one: {ask: "When came {{ name }}?", answer: year}
          two: {ask: "Who came in {{ year }}?", answer: name}
    facts: {thing: {a: {name: Ada, year: 1840, skip: two}}}
    """
    assert list(questions_of(deck)) == ["a/one/recall"]


def test_skip_of_no_template_is_a_problem(deck: Deck) -> None:
    """
    kinds: {thing: {fields: {name: text}, templates: {one: {ask: "Who?", answer: name}}}}
    facts: {thing: {a: {name: Ada, skip: [onne]}}}
    """
    _, problems = ask_questions(deck)
    assert places(quote_lines(problems)) == [(2, 39, "unknown-template")]


def test_template_of_a_fact_is_asked_of_it_alone(deck: Deck) -> None:
    """
    kinds: {thing: {fields: {name: text}, templates: {}}}
    facts:
      thing:
        a: {name: Ada, templates: {own: {ask: "Who wrote the first program?", answer: name}}}
        b: {name: Bob}
    """
    assert list(questions_of(deck)) == ["a/own/recall"]


def test_own_text_may_be_the_answer(deck: Deck) -> None:
    """
    kinds:
      thing:
        fields: {name: text, year: year}
        templates: {t: {ask: "Who came, and when?", answer: "{{ name }}, in {{ year }}"}}
    facts: {thing: {a: {name: Ada, year: 1840}}}
    """
    (question,) = questions_of(deck).values()
    assert isinstance(question.response, Recall)
    assert plain(question.response.answer) == "Ada, in 1840"


def test_template_that_fails_is_told_once_in_our_words(tmp_path: Path) -> None:
    text = """
kinds:
  planet:
    fields: {name: planet, place: number}
    templates:
      sum: {ask: "Which planet is number {{ place + 1 }}?", answer: name}
      far: {ask: "Which {{ 'far' if place > 3 }} planet?", answer: name}
      plural: {ask: "How many {{ name | plural }}?", answer: place}
      part: {ask: "Where is {{ name.orbit }}?", answer: place}
      test: {ask: "Is {{ name is divisibleby(2) }} odd?", answer: place}
facts: {planet: {a: {name: Mars, place: 4}, b: {name: Venus, place: 2}, c: {name: Earth, place: 3}}}
"""
    deck, _ = load_text(text, tmp_path)
    _, problems = ask_questions(deck)
    assert [(p.rule, p.where.line) for p in problems] == [
        ("template-error", n) for n in range(6, 11)
    ]
    assert all("fails with fact 'a' and 2 others: " in problem.message for problem in problems)
    for word in ("Amount", "object", "operand", "argument", "<", "str", "int'"):
        assert not any(word in problem.message for problem in problems)


def test_filters_keep_markup_and_refuse_to_word_a_formula(tmp_path: Path) -> None:
    text = """
kinds:
  thing:
    fields: {name: text, said: markdown, law: math}
    templates:
      said: {ask: "{{ said | upper_first | join_and }} {{ 'x' ~ law }} {{ law | join_and }}", answer: name}
      law: {ask: "{{ law | upper }}", answer: name}
      laws: {ask: "{{ law | join_and | upper }}", answer: name}
facts: {thing: {a: {name: Bob, said: ["*a*", "*b*"], law: x^2}}}
"""  # noqa: E501 - a line of a deck
    deck, problems = load_text(text, tmp_path)
    assert problems == []
    questions, problems = ask_questions(deck)
    assert [(p.rule, p.where.line) for p in problems] == [
        ("template-error", 7),
        ("template-error", 8),
    ]
    assert "formulas" in problems[0].message
    assert [(span.kind, span.text) for span in questions[0].prompt] == [
        ("markdown", "*a*"),
        ("text", " and "),
        ("markdown", "*b*"),
        ("text", " x"),
        ("math", "x^2"),
        ("text", " "),
        ("math", "x^2"),
    ]
