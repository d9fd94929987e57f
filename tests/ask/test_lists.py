"""Lists: all members are wanted, or any one of them; no member is ever wrong."""

from __future__ import annotations

from quizgen.ask import ask_questions
from quizgen.compose import choose_cards
from quizgen.model import Choice, Deck, Question, Recall, Select, TrueFalse, plain


def ask(deck: Deck) -> dict[str, Question]:
    """Give the questions by fact, template and form."""
    questions, problems = ask_questions(deck)
    assert problems == []
    return {question.id.removeprefix("test/"): question for question in questions}


def right(question: Question) -> list[str]:
    assert isinstance(question.response, Select)
    return [plain(each.text) for each in question.response.right]


def wrong(question: Question) -> list[str]:
    assert isinstance(question.response, Select | Choice)
    return [plain(each.text) for each in question.response.wrong]


def test_a_list_is_a_select_that_wants_all_its_members(deck: Deck) -> None:
    """
    kinds:
      project:
        complete: true
        fields: {name: text, partners: company}
        templates: {who: {ask: "Who are partners in {{ name }}?", answer: partners}}
    facts:
      project:
        stargate: {name: Stargate, partners: [Arm, Oracle]}
        colossus: {name: Colossus, partners: [xAI, Dell, Oracle]}
        rainier: {name: Rainier, partners: Amazon}
    """
    asked = ask(deck)
    assert right(asked["stargate/who/select"]) == ["Arm", "Oracle"]
    assert sorted(wrong(asked["stargate/who/select"])) == ["Amazon", "Dell", "xAI"]
    assert sorted(wrong(asked["colossus/who/select"])) == ["Amazon", "Arm"]
    assert "stargate/who/choice" not in asked
    assert "rainier/who/select" not in asked
    assert sorted(wrong(asked["rainier/who/choice"])) == ["Arm", "Dell", "Oracle", "xAI"]


def test_no_other_name_of_a_member_is_wrong(deck: Deck) -> None:
    """
    names: {company: {Amazon: {aka: [AWS], near: [Azure, Arm]}, Oracle: {near: [AWS]}}}
    kinds:
      project:
        fields: {name: text, partners: company}
        templates: {who: {ask: "Who are partners in {{ name }}?", answer: partners, one: true}}
    facts:
      project:
        stargate: {name: Stargate, partners: [Oracle, AWS], aka: {partners: [Azure]}}
        again: {name: stargate, partners: [SAP, Oracle], retired: It is told above.}
        other: {name: Other, partners: [IBM, Dell, SAP]}
    """
    assert sorted(wrong(ask(deck)["stargate/who/select"])) == ["Arm", "Dell", "IBM"]


def test_an_open_list_has_only_the_wrong_answers_its_author_gives(deck: Deck) -> None:
    """
    kinds:
      project:
        fields: {name: text, partners: company}
        templates: {who: {ask: "Who are partners in {{ name }}?", answer: partners}}
    facts:
      project:
        stargate:
          {name: Stargate, partners: [Arm, Oracle], wrong: {partners: {Intel: early, IBM: late}}}
        colossus: {name: Colossus, partners: [xAI, Dell]}
    """
    asked = ask(deck)
    select = asked["stargate/who/select"].response
    assert isinstance(select, Select)
    assert [(plain(each.text), plain(each.reason)) for each in select.wrong] == [
        ("Intel", "early"),
        ("IBM", "late"),
    ]
    assert "colossus/who/select" not in asked


def test_a_list_too_long_to_tick_can_still_be_recalled(deck: Deck) -> None:
    """
    kinds:
      project:
        complete: true
        fields: {name: text, partners: company}
        templates: {who: {ask: "Who are partners in {{ name }}?", answer: partners}}
    facts:
      project:
        stargate: {name: Stargate, partners: [Arm, Oracle, SAP, Dell, IBM]}
        colossus: {name: Colossus, partners: [xAI, Intel, AMD]}
    """
    asked = ask(deck)
    assert sorted(asked) == [
        "colossus/who/recall", "colossus/who/select", "stargate/who/recall",
    ]  # fmt: skip


def test_where_any_member_will_do_each_is_right_and_one_is_offered(deck: Deck) -> None:
    """
    names: {company: {Oracle: {aka: [Oracle Corporation]}}}
    kinds:
      project:
        complete: true
        fields: {name: text, partners: company}
        templates:
          one:
            ask: "Name a partner in {{ name }}."
            answer: partners
            any: true
            forms: [recall, typed, choice]
    facts:
      project:
        stargate: {name: Stargate, partners: [Arm, Oracle]}
        colossus: {name: Colossus, partners: [xAI, Dell, Oracle]}
    """
    asked = ask(deck)
    recall = asked["stargate/one/recall"].response
    typed, choice = asked["stargate/one/typed"].response, asked["stargate/one/choice"]
    assert isinstance(recall, Recall)
    assert isinstance(typed, Recall)
    assert isinstance(choice.response, Choice)
    assert plain(recall.answer) == "any one of: Arm, Oracle"
    assert plain(typed.answer) == plain(choice.response.answer) == "Arm"
    assert typed.accepted == ("Oracle", "Oracle Corporation")
    assert sorted(wrong(choice)) == ["Dell", "xAI"]
    assert not recall.listed


def test_a_whole_list_makes_no_card_to_recall(deck: Deck) -> None:
    """
    anki: {forms: [recall, select]}
    kinds:
      project:
        complete: true
        fields: {name: text, partners: company}
        templates:
          who: {ask: "Who are partners in {{ name }}?", answer: partners}
          one: {ask: "Name a partner in {{ name }}.", answer: partners, any: true}
    facts:
      project:
        stargate: {name: Stargate, partners: [Arm, Oracle]}
        colossus: {name: Colossus, partners: [xAI, Dell]}
    """
    cards = choose_cards(deck, list(ask(deck).values()))
    assert sorted(card.question.id for card in cards) == [
        "test/colossus/one/recall", "test/colossus/who/select",
        "test/stargate/one/recall", "test/stargate/who/select",
    ]  # fmt: skip
    options = [card.options for card in cards if card.options]
    assert [sum(option.right for option in each) for each in options] == [2, 2]


def test_a_statement_with_a_list_is_made_false_by_curated_answers_alone(deck: Deck) -> None:
    """
    kinds:
      project:
        complete: true
        fields: {name: text, partners: company}
        templates: {said: {state: "{{ name }} unites {{ partners | join_and }}.", vary: [partners]}}
    facts:
      project:
        stargate: {name: Stargate, partners: [Arm, Oracle], wrong: {partners: [Intel]}}
        colossus: {name: Colossus, partners: [xAI, Dell]}
    """
    asked = ask(deck)
    said = asked["stargate/said/true-false"].response
    assert isinstance(said, TrueFalse)
    assert [plain(each.statement) for each in said.falsehoods] == ["Stargate unites Intel."]
    assert plain(said.falsehoods[0].right) == "Arm, Oracle"
    assert "colossus/said/true-false" not in asked
