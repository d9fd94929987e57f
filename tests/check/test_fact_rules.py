"""Rules over facts: sources, anchors, disputes, aliases, and the topics a plan names."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import load_text, places

from quizgen.check import check_deck
from quizgen.model import Deck
from quizgen.problems import Severity


def rules(deck: Deck) -> list[str]:
    return [problem.rule for problem in check_deck(deck)]


def test_fact_without_source_is_a_warning_at_its_id(deck: Deck) -> None:
    """
    kinds: {element: {fields: {symbol: text}}}
    facts: {element: {gold: {symbol: Au}}}
    """
    problems = check_deck(deck)
    assert places(problems) == [(2, 19, "no-source")]
    assert problems[0].severity is Severity.WARNING


def test_fact_with_listed_source_is_clean(deck: Deck) -> None:
    """
    kinds: {element: {fields: {symbol: text}}}
    sources: {handbook: {name: the Handbook}}
    facts: {element: {gold: {symbol: Au, source: {in: handbook, page: 12}}}}
    """
    assert check_deck(deck) == []


def test_source_of_the_deck_serves_every_fact(deck: Deck) -> None:
    """
    kinds: {element: {fields: {symbol: text}}}
    source: handbook
    sources: {handbook: {name: the Handbook}}
    facts: {element: {gold: {symbol: Au}, iron: {symbol: Fe}}}
    """
    assert check_deck(deck) == []


def test_unknown_source_names_the_nearest(deck: Deck) -> None:
    """
    kinds: {element: {fields: {symbol: text}}}
    sources: {handbook: {name: the Handbook}}
    facts:
      element:
        gold: {symbol: Au, source: handbok}
        iron: {symbol: Fe, source: handbook, according_to: nobody}
    """
    problems = check_deck(deck)
    assert places(problems) == [(5, 32, "unknown-source"), (6, 56, "unknown-source")]
    assert problems[0].mend == "did you mean 'handbook'?"


def test_ten_cited_words_are_enough_and_eleven_too_many(deck: Deck) -> None:
    """
    kinds: {element: {fields: {symbol: text}}}
    sources: {handbook: {name: the Handbook}}
    facts:
      element:
        gold: {symbol: Au, source: {in: handbook, words: one two three four five six seven eight nine ten}}
        iron: {symbol: Fe, source: {in: handbook, words: one two three four five six seven eight nine ten eleven}}
    """  # noqa: E501 - ten words are long
    assert places(check_deck(deck)) == [(6, 54, "anchor-long")]


def test_disputed_fact_says_whose_claim_it_is(deck: Deck) -> None:
    """
    kinds: {start: {fields: {year: year}}}
    source: court
    sources: {court: {name: the court papers}}
    facts:
      start:
        bare: {year: 2015, dispute: beginning}
        attributed: {year: 2016, dispute: beginning, according_to: court}
        worded: {year: 2017, dispute: beginning, scope: by its own account}
    """
    assert places(check_deck(deck)) == [(6, 33, "dispute-unscoped")]


def test_alias_of_two_names_is_a_problem(deck: Deck) -> None:
    """
    names:
      place:
        Georgia: {aka: [GA]}
        Gabon: {aka: [Gabun, ga]}
    kinds: {visit: {fields: {where: place}}}
    """
    problems = check_deck(deck)
    assert places(problems) == [(4, 26, "alias-collision")]
    assert "'Georgia' and 'Gabon'" in problems[0].message


def test_alias_that_is_another_name_is_a_problem(deck: Deck) -> None:
    """
    names:
      place:
        Georgia: {aka: [gabon]}
        Gabon: {}
    kinds: {visit: {fields: {where: place}}}
    """
    assert rules(deck) == ["alias-collision"]


def test_vocabularies_may_share_an_alias(deck: Deck) -> None:
    """
    names:
      place: {Georgia: {aka: [GA]}}
      person: {Georgia Adams: {aka: [GA]}}
    kinds: {visit: {fields: {where: place, who: person}}}
    """
    assert check_deck(deck) == []


def test_plan_takes_only_topics_and_kinds_that_facts_have(deck: Deck) -> None:
    """
    kinds: {element: {fields: {symbol: text}}}
    source: handbook
    sources: {handbook: {name: the Handbook}}
    facts: {element: {gold: {symbol: Au, topic: money}}}
    quizzes:
      test:
        topics: {monye: [0, 1], money: [0, 1]}
        sections:
          - {form: recall, count: 1, from: {topic: [money, mony], kind: [elemnt, element]}}
    """
    problems = check_deck(deck)
    assert sorted(p.rule for p in problems) == ["unknown-kind", "unknown-topic", "unknown-topic"]
    assert {p.culprit for p in problems} == {"monye", "mony", "elemnt"}
    assert all("did you mean" in p.mend for p in problems)


def test_an_ambiguous_number_is_told_as_it_is_written_and_read(deck: Deck) -> None:
    """
    language: de
    kinds: {thing: {fields: {size: quantity?, time: duration?, price: money?}}}
    facts:
      thing:
        a: {time: 1.250 h}
        b: {price: $1.250 million}
        c: {size: "0,962 m"}
        d: {size: "2,713 m"}
    """
    found = [each for each in check_deck(deck) if each.rule == "ambiguous-number"]
    told = [(each.message, each.mend) for each in found]
    either = "write {} for thousands, and {} for decimals, with a waiver"
    assert told == [
        ("'1.250 h' is read as 1.250, with decimals", either.format("1 250", "1.250")),
        ("'$1.250 million' is read as 1.250, with decimals", either.format("1 250", "1.250")),
        ("'0,962 m' is read as 962, without decimals", "write 0.962 for decimals"),
        ("'2,713 m' is read as 2713, without decimals", either.format("2 713", "2.713")),
    ]


@pytest.mark.parametrize(
    ("language", "both", "told"),
    [
        ("en", "Ada and Bob", 1),
        ("de", "Ada und Bob", 1),
        ("es", "Ada y Bob", 1),
        ("de", "Adaund Bob", 0),
    ],
)
def test_a_list_in_one_text_is_told_by_the_and_of_its_language(
    tmp_path: Path, language: str, both: str, told: int
) -> None:
    deck, _ = load_text(
        f"language: {language}\n"
        "kinds: {tune: {fields: {by: person}, templates: {who: {ask: Who?, answer: by}}}}\n"
        f"facts: {{tune: {{one: {{by: Ada}}, two: {{by: Bob}}, three: {{by: {both}}}}}}}\n",
        tmp_path,
    )
    found = [problem.rule for problem in check_deck(deck)]
    assert found.count("list-in-scalar") == told
