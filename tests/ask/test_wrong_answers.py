"""Wrong answers: only where an author allows them, and never one that some fact makes right."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import load_text

from quizgen.ask import ask_questions
from quizgen.load import quote_lines
from quizgen.model import Choice, Deck, Question, Recall, Select, TrueFalse, plain


def choices(deck: Deck) -> dict[str, list[str]]:
    """Give the wrong answers of every choice question, by fact/template."""
    questions, problems = ask_questions(deck)
    assert {problem.rule for problem in problems} <= {"ambiguous-prompt"}
    return {_short(q): wrong_of(q) for q in questions if isinstance(q.response, Choice)}


def falsehoods(deck: Deck) -> dict[str, list[str]]:
    questions, problems = ask_questions(deck)
    assert problems == []
    return {
        _short(q): [plain(each.statement) for each in q.response.falsehoods]
        for q in questions
        if isinstance(q.response, TrueFalse)
    }


def wrong_of(question: Question) -> list[str]:
    assert isinstance(question.response, Choice)
    return [plain(each.text) for each in question.response.wrong]


def _short(question: Question) -> str:
    return f"{question.fact}/{question.template}"


FOUR = """
facts:
  led:
    a: {{who: Ada, what: Alpha{keys}}}
    b: {{who: Bob, what: Beta}}
    c: {{who: Cy, what: Gamma}}
    d: {{who: Di, what: Delta}}
kinds:
  led:
    {kind}
    fields: {{who: {type}, what: text}}
    templates:
      who: {{ask: "Who led {{{{ what }}}}?", answer: who{template}}}
"""


def four(
    folder: Path, *, kind: str = "", template: str = "", keys: str = "", type_: str = "person"
) -> list[str] | None:
    """Give what is offered as wrong to the first of four facts; None where there is no choice."""
    text = FOUR.format(
        kind=kind or "complete: false",
        template=template and f", {template}",
        keys=keys and f", {keys}",
        type=type_,
    )
    deck, problems = load_text(text, folder)
    assert problems == []
    return choices(deck).get("a/who")


def test_nothing_is_offered_where_the_world_is_open(tmp_path: Path) -> None:
    assert four(tmp_path) is None


@pytest.mark.parametrize(
    ("kind", "template"),
    [("complete: true", ""), ("", "one: true"), ("complete: true", "one: true")],
)
def test_siblings_are_offered_under_one_or_complete(
    tmp_path: Path, kind: str, template: str
) -> None:
    assert sorted(four(tmp_path, kind=kind, template=template) or []) == ["Bob", "Cy", "Di"]


def test_curated_answers_are_offered_anywhere_and_come_first(tmp_path: Path) -> None:
    keys = "wrong: {who: {Zoe: she left, Yan: ''}}".replace("''", "he came later")
    assert four(tmp_path, keys=keys) == ["Zoe", "Yan"]
    both = four(tmp_path, keys=keys, kind="complete: true")
    assert both is not None
    assert both[:2] == ["Zoe", "Yan"]
    assert sorted(both[2:]) == ["Bob", "Cy", "Di"]


def test_curated_answer_carries_its_reason(deck: Deck) -> None:
    """
    kinds: {led: {fields: {who: person}, templates: {who: {ask: "Who led?", answer: who}}}}
    facts: {led: {a: {who: Ada, wrong: {who: {Zoe: she left in 2019, Yan: he never joined}}}}}
    """
    questions, problems = ask_questions(deck)
    assert problems == []
    (choice,) = [q.response for q in questions if isinstance(q.response, Choice)]
    assert [plain(each.reason) for each in choice.wrong] == ["she left in 2019", "he never joined"]


def test_one_wrong_answer_is_too_few(tmp_path: Path) -> None:
    assert four(tmp_path, keys="wrong: {who: Zoe}") is None
    assert four(tmp_path, keys="wrong: {who: [Zoe, Yan]}") == ["Zoe", "Yan"]


def test_what_an_author_doubts_is_never_offered(tmp_path: Path) -> None:
    keys = "not_wrong: {who: bob}"
    assert sorted(four(tmp_path, keys=keys, kind="complete: true") or []) == ["Cy", "Di"]


def test_free_text_serves_its_own_field_only(deck: Deck) -> None:
    """
    kinds:
      one: {complete: true, fields: {x: text}, templates: {t: {ask: "What is {{ x }}?", answer: x}}}
      two: {fields: {x: text}}
    facts:
      one: {a: {x: A}, b: {x: B}, c: {x: C}}
      two: {d: {x: D}, e: {x: E}}
    """
    assert {name: sorted(wrong) for name, wrong in choices(deck).items()} == {
        "a/t": ["B", "C"], "b/t": ["A", "C"], "c/t": ["A", "B"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("person", "A B C"),
        ("money", "$1 $2 $3"),
        ("percent", "1% 2% 3%"),
        ("date", "2001 2002 2003"),
    ],
)
def test_other_kinds_lend_values_of_a_shared_type(tmp_path: Path, kind: str, values: str) -> None:
    first, *others = values.split()
    text = f"""
kinds:
  one: {{complete: true, fields: {{x: {kind}}}, templates: {{t: {{ask: "Which?", answer: x}}}}}}
  two: {{fields: {{y: {kind}}}}}
facts:
  one: {{a: {{x: "{first}"}}}}
  two: {{b: {{y: "{others[0]}"}}, c: {{y: "{others[1]}"}}}}
"""
    deck, problems = load_text(text, tmp_path)
    assert problems == []
    assert sorted(choices(deck)["a/t"]) == others


def test_value_of_another_field_bears_no_reason_of_this_one(deck: Deck) -> None:
    """
    kinds:
      deal:
        complete: true
        fields: {giver: firm, taker: text}
        templates: {who: {ask: "Who gave to {{ taker }}?", answer: giver}}
      other: {fields: {firm: firm}}
    facts:
      deal: {a: {giver: A, taker: x}, b: {giver: B, taker: y}}
      other: {c: {firm: X}, d: {firm: Y}}
    """
    questions, _ = ask_questions(deck)
    choice = next(q.response for q in questions if q.id == "test/a/who/choice")
    assert isinstance(choice, Choice)
    reasons = {plain(each.text): plain(each.reason) for each in choice.wrong}
    assert reasons == {"B": "right for: “Who gave to y?”", "X": "", "Y": ""}


def test_alias_of_the_key_is_never_offered(deck: Deck) -> None:
    """
    names: {firm: {Amazon Web Services: {aka: [AWS]}, Azure: {}, Oracle: {aka: [Orcl]}}}
    kinds:
      host:
        complete: true
        fields: {what: text, who: firm}
        templates: {who: {ask: "Who hosts {{ what }}?", answer: who}}
    facts:
      host:
        a: {what: A, who: AWS}
        b: {what: B, who: Amazon Web Services}
        c: {what: C, who: Azure}
        d: {what: D, who: Orcl}
        e: {what: E, who: Oracle}
    """
    wrong = choices(deck)
    assert sorted(wrong["a/who"]) == sorted(wrong["b/who"]) == ["Azure", "Oracle"]
    assert sorted(wrong["c/who"]) == ["Amazon Web Services", "Oracle"]


def test_accepted_wording_rules_out_the_name_it_stands_for(deck: Deck) -> None:
    """
    names: {firm: {Amazon Web Services: {aka: [AWS]}}}
    kinds:
      host:
        complete: true
        fields: {what: text, who: firm}
        templates: {who: {ask: "Who hosts {{ what }}?", answer: who}}
    facts:
      host:
        a: {what: A, who: Amazon, aka: {who: [AWS]}}
        b: {what: B, who: Amazon Web Services}
        c: {what: C, who: Azure}
        d: {what: D, who: Oracle}
    """
    assert sorted(choices(deck)["a/who"]) == ["Azure", "Oracle"]


def test_near_names_come_first_unless_they_are_right(deck: Deck) -> None:
    """
    names: {firm: {Azure: {near: [Zune, Orcl, Aqua]}, Oracle: {aka: [Orcl]}}}
    kinds:
      host:
        complete: true
        fields: {what: text, who: firm}
        templates: {who: {ask: "Who hosts {{ what }}?", answer: who}}
    facts:
      host:
        a: {what: A, who: Azure}
        same: {what: A, who: Oracle}
        c: {what: C, who: Basil}
        d: {what: D, who: Cobalt}
    """
    wrong = choices(deck)["a/who"]
    assert wrong[:2] == ["Zune", "Aqua"]
    assert sorted(wrong[2:]) == ["Basil", "Cobalt"]


def test_second_right_answer_is_never_offered(deck: Deck) -> None:
    """
    kinds:
      spoken:
        complete: true
        fields: {land: land, tongue: tongue}
        templates: {t: {ask: "Where do they speak {{ tongue }}?", answer: land}}
    facts:
      spoken:
        a: {land: Austria, tongue: German}
        b: {land: Germany, tongue: German}
        c: {land: France, tongue: French}
        d: {land: Spain, tongue: Spanish}
        e: {land: [Belgium, Switzerland], tongue: [German]}
    """
    assert sorted(choices(deck)["a/t"]) == ["France", "Spain"]


def test_same_prompt_of_another_kind_counts(deck: Deck) -> None:
    """
    kinds:
      led:
        complete: true
        fields: {what: text, who: person}
        templates: {t: {ask: "Who led {{ what }}?", answer: who, forms: [choice]}}
    facts:
      led: {a: {what: A, who: Ada}, b: {what: B, who: Bob}, c: {what: C, who: Cy}, d: {what: D, who: Di}}
      card: {e: {front: who led  A?, back: BOB}}
    """  # noqa: E501 - four facts on a line
    assert sorted(choices(deck)["a/t"]) == ["Cy", "Di"]


def test_prompt_answered_by_a_text_of_its_own_counts(deck: Deck) -> None:
    """
    kinds:
      led:
        complete: true
        fields: {what: text, who: person}
        templates: {t: {ask: "Who led {{ what }}?", answer: who, forms: [choice]}}
      other:
        fields: {first: text}
        templates: {t: {ask: "Who led A?", answer: "{{ first }} Bobson"}}
    facts:
      led:
        a: {what: A, who: Ada}
        b: {what: B, who: Bob Bobson}
        c: {what: C, who: Cy}
        d: {what: D, who: Di}
      other: {e: {first: Bob}}
    """
    assert sorted(choices(deck)["a/t"]) == ["Cy", "Di"]


def test_skipped_fact_is_still_true(deck: Deck) -> None:
    """
    kinds:
      led:
        complete: true
        fields: {what: text, who: person}
        templates: {t: {ask: "Who led {{ what }}?", answer: who}}
    facts:
      led:
        a: {what: A, who: Ada}
        b: {what: A, who: Bob, skip: [t]}
        c: {what: C, who: Cy}
        d: {what: D, who: Di}
    """
    wrong = choices(deck)
    assert sorted(wrong["a/t"]) == ["Cy", "Di"]
    assert "b/t" not in wrong


@pytest.mark.parametrize("line", ["{{ what }}", "{{ scope }}: {{ what }}"])
def test_prompts_are_compared_without_their_scope(tmp_path: Path, line: str) -> None:
    text = f"""
kinds:
  began:
    complete: true
    fields: {{what: text, year: year}}
    templates: {{t: {{ask: "{line}, when?", answer: year}}}}
facts:
  began:
    a: {{what: A, year: 2015, scope: by the court}}
    b: {{what: A, year: 2016, scope: by the press}}
    c: {{what: B, year: 2017, scope: by the press}}
    d: {{what: C, year: 2018, scope: by the press}}
"""
    deck, problems = load_text(text, tmp_path)
    assert problems == []
    assert sorted(choices(deck)["a/t"]) == ["2017", "2018"]


def test_rivals_of_a_dispute_are_never_offered(deck: Deck) -> None:
    """
    names: {person: {Robert: {aka: [Bob]}}}
    kinds:
      led:
        complete: true
        fields: {what: text, who: person}
        templates: {t: {ask: "Who led {{ what }}?", answer: who}}
    facts:
      led:
        a: {what: A, who: Ada, dispute: lead, scope: by law}
        b: {what: the team of A, who: Bob, dispute: lead, scope: by fame}
        b2: {what: B, who: Robert}
        c: {what: C, who: Cy}
        d: {what: D, who: Di}
    """
    assert sorted(choices(deck)["a/t"]) == ["Cy", "Di"]


@pytest.mark.parametrize(
    ("key", "other", "offered"),
    [
        ("over $500 million", "over $650 million", False),
        ("over $500 million", "about $400 million", True),
        ("$650 million", "over $500 million", False),
        ("$650 million", "up to $600 million", False),
        ("about $1 billion", "about $1.1 billion", False),
        ("about $1 billion", "about $1.3 billion", True),
        ("nearly $1 billion", "about $950 million", False),
        ("$1 billion", "$1,000 million", False),
        ("$1 billion", "€2 billion", False),
        ("$1 billion", "$2 billion", True),
    ],
)
def test_amounts_are_compared_as_bounds(
    tmp_path: Path, key: str, other: str, offered: bool
) -> None:
    plain_ones = ("$1", "$2", "$700 million")
    hedged_ones = ("about $10", "about $20", "about $30")
    others = plain_ones if key.startswith("$") else hedged_ones
    assert (other in offered_to(tmp_path, "money", key, other, *others)) is offered


@pytest.mark.parametrize(
    ("key", "other", "offered"),
    [
        ("2019-07", "2019-08", True),
        ("2019-07", "2019", False),
        ("2019", "2019-07-22", False),
        ("2019", "2020-07", False),
        ("2019", "2020", True),
        ("about 2019", "2025", False),
        ("about 2019", "2035", False),
        ("about 2019", "about 2045", True),
        ("2019", "2018 ", True),
    ],
)
def test_dates_are_offered_only_as_exact_as_the_key(
    tmp_path: Path, key: str, other: str, offered: bool
) -> None:
    other = other.strip()
    shown = {"2019-08": "August 2019", "2020-07": "July 2020"}.get(other, other)
    fill = ["1900-01", "1901-02"] if "-" in key else ["1900", "1901"]
    if key.startswith("about"):
        fill = ["about 1800", "about 1850"]
    assert (shown in offered_to(tmp_path, "date", key, other, *fill)) is offered


def offered_to(folder: Path, kind: str, key: str, *others: str) -> list[str]:
    """Give what is offered as wrong to a fact with the value `key`."""
    lines = "".join(
        f'    f{i}: {{what: W{i}, value: "{value}"}}\n' for i, value in enumerate((key, *others))
    )
    text = f"""
kinds:
  deal:
    complete: true
    fields: {{what: text, value: {kind}}}
    templates: {{t: {{ask: "How much (or when) was {{{{ what }}}}?", answer: value}}}}
facts:
  deal:
{lines}"""
    deck, problems = load_text(text, folder)
    assert problems == []
    return choices(deck)["f0/t"]


def test_numbers_come_nearest_first_from_either_side_in_turn(deck: Deck) -> None:
    """
    kinds:
      moon: {complete: true, fields: {n: number}, templates: {t: {ask: "{{ n }}+0?", answer: n}}}
    facts: {moon: {a: {n: 10}, b: {n: 1}, c: {n: 9}, d: {n: 12}, e: {n: 100}}}
    """
    questions, _ = ask_questions(deck)
    choice = next(q.response for q in questions if q.id == "test/a/t/choice")
    assert isinstance(choice, Choice)
    assert [plain(wrong.text) for wrong in choice.wrong] == ["9", "12", "1", "100"]


def test_list_is_no_choice_but_lends_its_members(deck: Deck) -> None:
    """
    kinds:
      made:
        complete: true
        fields: {what: text, who: firm}
        templates: {t: {ask: "Who made {{ what }}?", answer: who}}
    facts:
      made:
        a: {what: A, who: [Arm, NVIDIA]}
        b: {what: B, who: IBM}
        c: {what: C, who: NVIDIA}
    """
    wrong = choices(deck)
    assert "a/t" not in wrong
    assert sorted(wrong["b/t"]) == ["Arm", "NVIDIA"]
    assert sorted(wrong["c/t"]) == ["Arm", "IBM"]


def test_curated_wrong_answer_that_is_true_is_a_problem(deck: Deck) -> None:
    """
    names: {person: {Robert: {aka: [Bob]}}}
    kinds:
      led:
        fields: {what: text, who: person, sum: money?}
        templates:
          t: {ask: "Who led {{ what }}?", answer: who}
          sum: {ask: "How much got {{ what }}?", answer: sum}
    facts:
      led:
        a: {what: A, who: Ada, wrong: {who: [Bob, Cy]}}
        b: {what: A, who: Robert}
        c: {what: C, who: Cy, wrong: {who: cy}}
        d: {what: D, who: Di, sum: over $5, wrong: {sum: [$4, $6]}}
    """
    _, problems = ask_questions(deck)
    found = [(p.rule, p.where.line, p.culprit) for p in quote_lines(problems)]
    assert found == [
        ("accidental-truth", 10, "Bob"),
        ("ambiguous-prompt", 11, "b"),
        ("accidental-truth", 12, "cy"),
        ("accidental-truth", 13, "$6"),
    ]


@pytest.mark.parametrize("size", [3, 30, 90])
@pytest.mark.parametrize("sort", ["firm", "money"])
def test_new_fact_changes_only_the_questions_it_enters(
    tmp_path: Path, size: int, sort: str
) -> None:
    def deck_of(count: int, *, last: str) -> dict[str, list[str]]:
        values = [f"${7 * i} million" if sort == "money" else f"Firm {i}" for i in range(1, count)]
        lines = "".join(
            f'    f{i}: {{what: W{i}, who: "{value}"}}\n'
            for i, value in enumerate([*values, *([last] if last else [])])
        )
        text = f"""
kinds:
  host:
    complete: true
    fields: {{what: text, who: {sort}}}
    templates: {{t: {{ask: "Who hosts {{{{ what }}}}?", answer: who}}}}
facts:
  host:
{lines}"""
        deck, problems = load_text(text, tmp_path)
        assert problems == []
        return choices(deck)

    for last in ("$20 million", "€20 million") if sort == "money" else ("Zeta", "Eta", "Iota"):
        before, after = deck_of(size, last=""), deck_of(size, last=last)
        for name, wrong in before.items():
            assert len(wrong) <= 24
            if last not in after[name]:
                assert after[name] == wrong
            else:
                kept = [each for each in after[name] if each != last]
                assert set(kept) <= set(wrong)
                assert len(wrong) - len(kept) in (0, 1)


def test_false_statement_is_never_true_behind_a_filter(deck: Deck) -> None:
    """
    kinds:
      gift:
        complete: true
        fields: {who: firm, to: text}
        templates: {t: {state: "{{ who | upper_first }} gave to {{ to }}.", vary: [who]}}
    facts:
      gift:
        a: {who: alpha, to: X}
        b: {who: beta, to: X}
        c: {who: gamma, to: Y}
    """
    assert falsehoods(deck)["a/t"] == ["Gamma gave to X."]


def test_statement_varies_each_field_in_turn(deck: Deck) -> None:
    """
    kinds:
      gift:
        complete: true
        fields: {who: firm, year: year}
        templates: {t: {state: "{{ who }} gave in {{ year }}.", vary: [who, year]}}
    facts: {gift: {a: {who: A, year: 2001}, b: {who: B, year: 2002}, c: {who: A, year: 2003}}}
    """
    assert falsehoods(deck)["a/t"] == ["B gave in 2001.", "A gave in 2002."]


def test_statement_varies_nothing_where_the_world_is_open(deck: Deck) -> None:
    """
    kinds:
      gift:
        fields: {who: firm, year: year}
        templates: {t: {state: "{{ who }} gave in {{ year }}.", vary: [who]}}
    facts: {gift: {a: {who: A, year: 2001}, b: {who: B, year: 2002, wrong: {who: C}}}}
    """
    assert falsehoods(deck) == {"b/t": ["C gave in 2002."]}


def test_accepted_wording_of_an_amount_is_kept(deck: Deck) -> None:
    """
    kinds:
      gift: {fields: {sum: money}, templates: {t: {ask: "How much?", answer: sum}}}
    facts: {gift: {a: {sum: $1 billion, aka: {sum: [$1bn]}}}}
    """
    (question,), problems = ask_questions(deck)
    assert problems == []
    assert isinstance(question.response, Recall)
    assert question.response.accepted == ("$1bn",)


@pytest.mark.parametrize(
    ("other", "language"),
    [("the Romans", "en"), ("Rómans", "en"), ("R.O.M.A.N.S.", "en"), ("Rom-ans", "en"),
     ("die Romans", "de")],
)  # fmt: skip
def test_another_spelling_of_the_answer_is_no_wrong_answer(
    other: str, language: str, tmp_path: Path
) -> None:
    text = f"""
language: {language}
kinds:
  led:
    complete: true
    fields: {{what: text, who: people}}
    templates: {{who: {{ask: "Who led {{{{ what }}}}?", answer: who}}}}
facts:
  led:
    a: {{what: A, who: Romans}}
    b: {{what: B, who: {other}}}
    c: {{what: C, who: Gauls}}
    d: {{what: D, who: Picts}}
"""
    deck, problems = load_text(text, tmp_path)
    assert problems == []
    wrong = choices(deck)
    assert sorted(wrong["a/who"]) == ["Gauls", "Picts"]
    assert len(wrong["c/who"]) == 2  # only one of the two spellings


def test_one_of_several_wordings_is_no_wrong_answer_and_no_wrong_prompt(deck: Deck) -> None:
    """
    kinds:
      word:
        fields: {de: text, en: text}
        templates:
          en: {ask: "What does {{ de }} mean?", answer: en, one: true}
          de: {ask: "What is {{ en }} in German?", answer: de, one: true}
    facts:
      word:
        gehen: {de: gehen, en: to go}
        fahren: {de: fahren, en: "to go, to drive"}
        sein: {de: sein, en: to be}
        haben: {de: haben, en: to have / to own}
    """
    wrong = choices(deck)
    assert sorted(wrong["gehen/en"]) == ["to be", "to have / to own"]
    assert sorted(wrong["gehen/de"]) == ["haben", "sein"]
    assert sorted(wrong["fahren/de"]) == ["haben", "sein"]
    assert "fahren" in wrong["sein/de"]


@pytest.mark.parametrize(
    ("one", "other", "offered"),
    [("100 °C", "373.15 K", False), ("100 °C", "100 degrees Celsius", False),
     ("5 km", "5,000 m", False), ("5 km", "16,404 ft", False), ("5 km", "6,000 m", True),
     ("100 °C", "90 °C", True)],
)  # fmt: skip
def test_what_units_cannot_tell_apart_is_no_wrong_answer(
    one: str, other: str, offered: bool, tmp_path: Path
) -> None:
    text = f"""
kinds:
  thing:
    fields: {{name: text, size: quantity}}
    templates:
      which: {{ask: "Which has {{{{ size }}}}?", answer: name, one: true, forms: [choice]}}
facts:
  thing:
    a: {{name: A, size: "{one}"}}
    b: {{name: B, size: "{other}"}}
    c: {{name: C, size: 1 kg}}
    d: {{name: D, size: 2 kg}}
"""
    deck, problems = load_text(text, tmp_path)
    assert problems == []
    assert ("B" in choices(deck)["a/which"]) is offered


def test_two_spellings_of_a_wrong_answer_stand_in_no_question(deck: Deck) -> None:
    """
    kinds:
      land:
        complete: true
        fields: {name: text, langs: language}
        templates: {which: {ask: "Which languages has {{ name }}?", answer: langs}}
    facts:
      land:
        a: {name: A, langs: [Spanish, Quechua]}
        b: {name: B, langs: [Guaraní, Dutch]}
        c: {name: C, langs: [Guarani, French]}
    """
    questions, _ = ask_questions(deck)
    selects = {q.fact: q.response for q in questions if isinstance(q.response, Select)}
    assert sorted(plain(each.text)[:4] for each in selects["a"].wrong) == ["Dutc", "Fren", "Guar"]
