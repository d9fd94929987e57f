"""Facts: their fields, and what an author may say beside them."""

from __future__ import annotations

from conftest import Loaded, places

from quizgen.model import Deck, Fact, Moment, members
from quizgen.problems import Where


def fact(deck: Deck) -> Fact:
    """Give the deck's one fact."""
    [found] = deck.facts
    return found


def test_fact_keeps_kind_id_place_and_fields(deck: Deck) -> None:
    """
    kinds: {element: {fields: {name: element, symbol: text, found: year?}}}
    facts:
      element:
        gold: {name: Gold, symbol: Au}
    """
    gold = fact(deck)
    assert (gold.id, gold.kind, gold.fields) == (
        "gold",
        "element",
        {"name": "Gold", "symbol": "Au"},
    )
    assert gold.id.where[1:] == (4, 5)


def test_list_is_read_member_by_member(deck: Deck) -> None:
    """
    kinds: {deal: {fields: {partners: company, years: year}}}
    facts: {deal: {a: {partners: [Arm, NVIDIA], years: [2019, 44 BC]}}}
    """
    assert [*map(str, members(fact(deck).fields["partners"]))] == ["Arm", "NVIDIA"]
    assert [*map(str, members(fact(deck).fields["years"]))] == ["2019", "44 BC"]


def test_every_key_beside_the_fields_is_read(deck: Deck) -> None:
    """
    sources: {atlas: {name: Atlas}}
    facts:
      card:
        sky:
          front: What colour is the sky?
          back: blue
          topic: colours
          tags: [easy, nature]
          note: By day.
          hint: Look up.
          according_to: atlas
          hedge: reportedly
          scope: on Earth
          dispute: sky
          difficulty: 5
          skip: card
          waive: {no-source: it is plain to see}
    """
    sky = fact(deck)
    texts = (sky.topic, sky.note, sky.hint, sky.according_to, sky.hedge, sky.scope, sky.dispute)
    assert texts == ("colours", "By day.", "Look up.", "atlas", "reportedly", "on Earth", "sky")
    assert (sky.tags, sky.skip, sky.difficulty) == (("easy", "nature"), ("card",), 5)
    assert sky.waive == {"no-source": "it is plain to see"}


def test_source_is_an_id_a_table_or_a_list(deck: Deck) -> None:
    """
    sources: {atlas: {name: Atlas, file: a.txt}, book: {}}
    facts:
      card:
        sky:
          front: q
          back: r
          source:
            - atlas
            - {in: book, at: 4, page: 12, section: B, words: is blue, support: inferred}
    """
    one, other = fact(deck).sources
    assert (one.source, one.at, one.words, one.inferred) == ("atlas", None, None, False)
    assert (other.source, other.at, other.page, other.section) == ("book", 4, "12", "B")
    assert (other.words, other.inferred) == ("is blue", True)
    assert deck.sources["book"].name == "book"


def test_wrong_answers_may_have_reasons(deck: Deck) -> None:
    """
    kinds: {event: {fields: {what: text, year: year}}}
    facts:
      event:
        a:
          what: x
          year: 2019
          wrong: {year: {2016: an earlier deal, 2023: a later one}, what: [y, z]}
    """
    wrong = fact(deck).wrong
    assert [(str(v), reason) for v, reason in wrong["year"]] == [
        ("2016", "an earlier deal"),
        ("2023", "a later one"),
    ]
    assert all(isinstance(value, Moment) for value, _ in wrong["year"])
    assert wrong["what"] == (("y", ""), ("z", ""))


def test_not_wrong_is_read_by_the_field_type(deck: Deck) -> None:
    """
    kinds: {event: {fields: {year: year}}}
    facts: {event: {a: {year: 2019, not_wrong: {year: [2020]}}}}
    """
    [value] = fact(deck).not_wrong["year"]
    assert isinstance(value, Moment)


def test_other_wordings_are_texts_whatever_the_type_of_the_field(deck: Deck) -> None:
    """
    kinds: {event: {fields: {year: year, price: money}}}
    facts:
      event:
        a: {year: 2019, price: $1 billion, aka: {year: AD 2019, price: [a billion, $1bn]}}
    """
    assert fact(deck).aka == {"year": ("AD 2019",), "price": ("a billion", "$1bn")}


def test_time_of_a_claim_is_read_as_dates(deck: Deck) -> None:
    """
    facts:
      card:
        a: {front: q, back: r, as_of: 2024-03, valid: {from: 2019, to: 2025-01}}
        b: {front: s, back: t, valid: {to: 44 BC}}
    """
    first, second = deck.facts
    assert isinstance(first.as_of, Moment)
    assert first.as_of.parts == (2024, 3)
    assert [str(end) for end in first.valid if end] == ["2019", "2025-01"]
    assert second.valid[0] is None


def test_fact_may_have_templates_of_its_own(deck: Deck) -> None:
    """
    kinds: {event: {fields: {what: text, year: year}}}
    facts:
      event:
        a: {what: x, year: 2019, templates: {when: {ask: "When was {{ what }}?", answer: year}}}
    """
    [template] = fact(deck).templates
    assert template.id == "when"


def test_template_of_a_fact_must_not_take_an_id_of_its_kind(loaded: Loaded) -> None:
    """
    facts:
      card:
        a: {front: q, back: r, templates: {card: {ask: "{{ front }}", answer: back}}}
    """
    deck, problems = loaded
    assert places(problems) == [(3, 40, "duplicate-id")]
    assert fact(deck).templates == ()


def test_difficulty_beyond_five_is_a_problem(loaded: Loaded) -> None:
    """
    facts: {card: {a: {front: q, back: r, difficulty: 6}, b: {front: s, back: t, difficulty: 0}}}
    """
    assert [rule for _, _, rule in places(loaded[1])] == ["wrong-type", "wrong-type"]


def test_slip_in_one_fact_does_not_hide_the_next(loaded: Loaded) -> None:
    """
    kinds: {event: {fields: {year: year}}}
    facts:
      event:
        a: {year: soon}
        b: text
        c: {year: 2019}
        d: {year: [2019, never], valid: 2019}
    """
    deck, problems = loaded
    assert places(problems) == [
        (4, 15, "wrong-type"), (5, 8, "wrong-shape"), (7, 22, "wrong-type"), (7, 37, "wrong-shape")
    ]  # fmt: skip
    assert [each.id for each in deck.facts] == ["a", "c", "d"]


def test_slip_in_defaults_is_told_once(loaded: Loaded) -> None:
    """
    facts:
      defaults: {difficulty: 9, colour: red}
      card: {a: {front: q, back: r}, b: {front: s, back: t}}
    """
    assert places(loaded[1]) == [(2, 26, "wrong-type"), (2, 29, "unknown-key")]


def test_own_value_wins_over_the_default(deck: Deck) -> None:
    """
    defaults: {topic: all}
    facts: {card: {a: {front: q, back: r, topic: own}, b: {front: s, back: t}}}
    """
    assert [each.topic for each in deck.facts] == ["own", "all"]


def test_value_after_a_comma_in_braces_is_explained(loaded: Loaded) -> None:
    """
    facts: {card: {a: {front: How much?, back: $1,000}}}
    """
    [problem] = loaded[1]
    assert (problem.rule, problem.where.column) == ("yaml-comma", 47)
    assert problem.where == Where(problem.where.file, 1, 47)
    assert "quote" in problem.mend


def test_text_with_a_comma_and_a_colon_in_braces_is_told_to_want_quotes(loaded: Loaded) -> None:
    """
    facts: {card: {a: {front: Who?, back: a minister, later a member: 1792}}}
    """
    [problem] = loaded[1]
    assert (problem.rule, problem.culprit) == ("unknown-key", "later a member")
    assert problem.mend.startswith("a text that holds a comma or ': ' wants quotes inside {...}")


def test_only_unknown_key_stands_for_the_only_field_that_lacks(loaded: Loaded) -> None:
    """
    facts:
      card:
        a: {front: Who?, answered: nobody}
        b: {front: Where?, back: here}
        c: {frnot: When?, colour: red}
        d: {answered: nobody, colour: red}
    """
    told = [(each.where.line, each.rule, each.mend) for each in loaded[1]]
    assert told[0] == (3, "unknown-key", "did you mean 'back'?")
    assert "has a key 'answered', which kind 'card' lacks, and no field 'back'" in (
        loaded[1][0].message
    )
    assert told[1:3] == [
        (5, "unknown-key", "did you mean 'front'?"),
        (5, "unknown-key", "did you mean 'back'?"),
    ]
    assert sorted(rule for line, rule, _ in told if line == 6) == [
        "missing-field", "missing-field", "unknown-key", "unknown-key",
    ]  # fmt: skip


def test_key_that_all_facts_have_for_a_field_that_all_lack_is_told_once(loaded: Loaded) -> None:
    """
    facts: {card: {a: {front: Who?, answer: nobody}, b: {front: Where?, answer: here}}}
    """
    [problem] = loaded[1]
    assert problem.message == (
        "all 2 facts here have a key 'answer', which kind 'card' lacks, and no field 'back'"
    )
    assert problem.mend == "did you mean 'back'?"


def test_waiver_wants_a_reason(loaded: Loaded) -> None:
    """
    waive: {no-source: }
    """
    assert places(loaded[1]) == [(1, 20, "empty-value")]


def test_comma_in_the_reason_of_a_waiver_is_told(loaded: Loaded) -> None:
    """
    waive: {no-source: plain to see, and old}
    """
    assert places(loaded[1]) == [(1, 34, "yaml-comma")]
