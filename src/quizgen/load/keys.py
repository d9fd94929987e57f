"""Keys: what every table of a deck may hold, what each key means, and what it wants.

The loader holds decks to these tables, and the schemas for editors are made of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quizgen.load.wants import (
    BOUND,
    CARD_FORMS,
    COLUMNS,
    COUNT,
    DIFFICULTY,
    FORGIVABLE,
    PARAGRAPH,
    PER_PAGE_WORDS,
    POINTS,
    SEED,
    SIZE,
    SUBDECKS,
    SUPPORT,
    VERSIONS,
    WORDS,
    OneOf,
    SomeOf,
    Wants,
    Whole,
)
from quizgen.model import FOLDS, FORMS, LEVELS, PAPERS, PROFILES


@dataclass(frozen=True, slots=True)
class Key:
    """What a key means to an author, what it wants, and whether its table is wrong without it."""

    means: str
    wants: Wants | Whole | OneOf | SomeOf = Wants.TEXT
    required: bool = False


Keys = Mapping[str, Key]

DECK_KEYS: Keys = {
    "id": Key("What every Anki id derives from: keep it for ever.", Wants.ID, True),
    "title": Key("The deck's title.", required=True),
    "language": Key("The language of prompts and of our own lines, such as en."),
    "licence": Key("Under which licence the deck may be used."),
    "description": Key("What the deck is about."),
    "anki": Key("What the deck wants of Anki.", Wants.ANKI),
    "source": Key("The source of every fact that names none.", Wants.EVIDENCE),
    "defaults": Key("Lies under every fact: what a fact says itself wins.", Wants.GENERAL),
    "waive": Key("Rules that do not hold for this deck, each with the reason.", Wants.REASONS),
}
PART_KEYS: Keys = {
    "kinds": Key("What facts of one sort have in common: fields and templates.", Wants.KINDS),
    "names": Key("Proper names with what else counts as right, by vocabulary.", Wants.NAMES),
    "sources": Key("The documents cited.", Wants.SOURCES),
    "facts": Key("Kind, then fact id, then fields.", Wants.FACTS),
    "quizzes": Key("Quizzes to print, by id.", Wants.QUIZZES),
}
"""Keys of a deck in one file; a folder has a file or folder for each."""

ANKI_KEYS: Keys = {
    "deck": Key("The deck's name in Anki; its title if none is given."),
    "forms": Key("Which forms of question become cards.", SomeOf(CARD_FORMS)),
    "forgive": Key("What a typed answer may get wrong.", SomeOf(FORGIVABLE)),
    "subdecks": Key("What gets a deck of its own below the deck.", OneOf(SUBDECKS)),
}
KIND_KEYS: Keys = {
    "fields": Key("Field name -> type; '?' after the type makes it optional.", Wants.FIELDS, True),
    "templates": Key("What is asked about each fact of the kind.", Wants.TEMPLATES),
    "complete": Key("Whether all there is, is listed: what is not here is false.", Wants.FLAG),
    "volatile": Key("Whether its facts change with time: each says of when it is.", Wants.FLAG),
}
_ONE = Key("Whether the prompt has one right answer in the world.", Wants.FLAG)
_WAIVE = Key("Rules that do not hold for it, each with the reason.", Wants.REASONS)
_WAS = Key("The id it was released under, where it has got another since.", Wants.ID)
_RETIRED = Key("Why it is asked no more; for cards that learners have.")
ASK_KEYS: Keys = {
    "ask": Key("The question, with fields in {{ }}.", required=True),
    "answer": Key("A field, according_to, or a text with fields in {{ }}.", required=True),
    "one": _ONE,
    "any": Key("Whether any member of a list will do.", Wants.FLAG),
    "forms": Key("The forms of question to make.", SomeOf(("recall", "typed", "choice", "select"))),
    "space": Key("Room for an answer on paper: '3 lines', 'box' or 'none'.", Wants.SPACE),
    "was": _WAS,
    "retired": _RETIRED,
    "waive": _WAIVE,
}
MATCH_KEYS: Keys = {
    "ask": Key("What to do, in words that fit all facts of the kind.", required=True),
    "match": Key(
        "Two fields, or texts with fields: what is given, what belongs to it.",
        Wants.FIELD_NAMES,
        True,
    ),
    "waive": _WAIVE,
}
ORDER_KEYS: Keys = {
    "ask": Key("What to do, in words that fit all facts, and what comes first.", required=True),
    "order": Key("What is put in order: a text with fields in {{ }}.", required=True),
    "by": Key("A field of numbers or dates; the least or earliest is first.", required=True),
    "waive": _WAIVE,
}
STATE_KEYS: Keys = {
    "state": Key("A statement, with fields in {{ }}.", required=True),
    "blank": Key("The fields that become gaps.", Wants.FIELD_NAMES),
    "vary": Key("The fields that a false statement changes.", Wants.FIELD_NAMES),
    "one": _ONE,
    "forms": Key("The forms of question to make.", SomeOf(("cloze", "true-false"))),
    "was": _WAS,
    "retired": _RETIRED,
    "waive": _WAIVE,
}
FACT_KEYS: Keys = {
    "source": Key("Where it stands: a source, a place in it, a few words.", Wants.EVIDENCE),
    "topic": Key("The topic, which plans choose by.", Wants.TOPIC),
    "tags": Key("Tags of its cards in Anki.", Wants.TEXTS),
    "note": Key("A remark for the back of the card and for the key."),
    "hint": Key("A hint on cards."),
    "as_of": Key("The date at which it was true, as far as it is known."),
    "valid": Key("From when to when it is true.", Wants.SPAN),
    "according_to": Key("The source whose claim it is.", Wants.SOURCE),
    "hedge": Key("How sure the source is, such as: reportedly."),
    "scope": Key("A line of your own above the question, such as: in the Julian calendar."),
    "dispute": Key("A label shared by facts that contradict each other."),
    "aka": Key("What else counts as right, by field.", Wants.BY_FIELD),
    "wrong": Key("Wrong answers of your own, by field.", Wants.ANSWERS_BY_FIELD),
    "not_wrong": Key("What is never offered as wrong, by field.", Wants.ANSWERS_BY_FIELD),
    "difficulty": Key("From 1, easy, to 5, hard.", DIFFICULTY),
    "skip": Key("Templates that are not asked of this fact.", Wants.TEMPLATE_NAMES),
    "templates": Key("Templates of this fact alone.", Wants.TEMPLATES),
    "waive": Key("Rules that do not hold for this fact, each with the reason.", Wants.REASONS),
    "enemies": Key("Facts that no paper asks about beside this one.", Wants.FACT_NAMES),
    "retired": _RETIRED,
    "was": _WAS,
}
"""Keys that every fact may carry beside the fields of its kind."""

SPAN_KEYS: Keys = {
    "from": Key("The first date, as far as it is known."),
    "to": Key("The last date, as far as it is known."),
}
EVIDENCE_KEYS: Keys = {
    "in": Key("The source, by its id.", Wants.SOURCE, True),
    "at": Key("The paragraph: the how-manieth line that is not empty.", PARAGRAPH),
    "page": Key("The page."),
    "section": Key("The section."),
    "words": Key("At most ten words of the document that hold the answer."),
    "support": Key("Whether it was found there, or inferred by you.", OneOf(SUPPORT)),
}
SOURCE_KEYS: Keys = {
    "name": Key("What a prompt may call it; its id if none is given."),
    "title": Key("Its title."),
    "author": Key("Who wrote it."),
    "publisher": Key("Who published it."),
    "date": Key("When it was published."),
    "after": Key("The earliest date it can be of, where it is undated."),
    "url": Key("Where it is on the web."),
    "file": Key("Its file name, for 'quizgen check --sources DIR'."),
    "sha256": Key("The SHA-256 of that file."),
    "rests_on": Key("The source that it retells."),
    "left_out": Key(
        "Paragraph, as 3 or 18-24 -> why no fact cites it, or words of it -> why none asks for "
        "them. With it, every other paragraph has to be cited.",
        Wants.LEFT_OUT,
    ),
    "note": Key("A remark for curators."),
}
NAME_KEYS: Keys = {
    "aka": Key("Other names that count as right.", Wants.TEXTS),
    "near": Key("Names easily confused with it: offered first as wrong.", Wants.TEXTS),
}
PLAN_KEYS: Keys = {
    "title": Key("The title on the paper; the deck's if none is given."),
    "instructions": Key("Lines under the title."),
    "versions": Key("How many versions: the same questions in another order.", VERSIONS),
    "seed": Key("Another seed, another quiz.", SEED),
    "paper": Key("The size of the paper.", OneOf(PAPERS)),
    "language": Key("The language of our own lines; the deck's if none is given."),
    "profile": Key("For which eyes it is set; one paper for each.", SomeOf(PROFILES)),
    "sections": Key("The parts of the quiz, in order.", Wants.SECTIONS),
    "topics": Key("Topic -> the fewest and the most questions about it.", Wants.BOUNDS),
    "answer_sheet": Key("Whether each version has a sheet of circles to fill.", Wants.FLAG),
    "practice": Key("Whether each version has a page that marks itself on screen.", Wants.FLAG),
    "cards": Key("Flashcards to cut out.", Wants.CARDS),
    "study": Key("Facts to learn from: those asked, or which ones.", Wants.STUDY),
    "difficulty": Key("Which share of the questions is easy, medium and hard.", Wants.MIX),
    "max_per_template": Key("The most questions of one template.", COUNT),
    "max_per_subject": Key("The most questions about one subject.", COUNT),
    "reading_words_max": Key("The most words to read on a paper.", WORDS),
    "parallel": Key("Whether versions ask other questions, equally hard.", Wants.FLAG),
    "overlap": Key("The most questions that two parallel versions share.", BOUND),
    "as_of": Key("The quiz's date: what ended before is not asked as if it held.", Wants.DATE),
    "allow_enemies": Key("Whether questions that help with each other may meet.", Wants.FLAG),
    "exclude": Key("Codes of editions: what they asked is not asked again.", Wants.TEXTS),
}
MIX_KEYS: Keys = {
    "easy": Key("The share of facts of difficulty 1 and 2.", Wants.SHARE),
    "medium": Key("The share of difficulty 3, and of facts that say none.", Wants.SHARE),
    "hard": Key("The share of difficulty 4 and 5.", Wants.SHARE),
    "tol": Key("How far off a share may be; .1 if it is not given.", Wants.SHARE),
}
CARDS_KEYS: Keys = {
    "from": Key("Which facts become cards.", Wants.SELECTION),
    "forms": Key("Which forms of question become cards.", SomeOf(("recall", "cloze"))),
    "per_page": Key(f"Cards on a sheet: {PER_PAGE_WORDS}.", Wants.PER_PAGE),
    "fold": Key("How backs come to lie behind fronts.", OneOf(FOLDS)),
    "offset": Key("How far to move the backs: right and down, in mm.", Wants.OFFSET),
}
STUDY_KEYS: Keys = {"from": Key("Which facts are told.", Wants.SELECTION)}
SECTION_KEYS: Keys = {
    "form": Key("The form of its questions.", OneOf(FORMS), True),
    "count": Key("How many questions.", COUNT),
    "points": Key("Points a question.", POINTS),
    "space": Key("Room for an answer: '3 lines', 'box' or 'none'.", Wants.SPACE),
    "spaces": Key("Room for the answers of single templates or facts, by id.", Wants.SPACES),
    "columns": Key("Options in a row; as many as fit if none is given.", COLUMNS),
    "title": Key("A title above it."),
    "instructions": Key("What to do, under the title, in place of our own line."),
    "from": Key("Which facts are asked about.", Wants.SELECTION),
    "size": Key("Facts in a match or an order.", SIZE),
    "bank": Key("Whether the words for the gaps stand above them.", Wants.FLAG),
}
SELECTION_KEYS: Keys = {
    "topic": Key("Only these topics.", Wants.TOPICS),
    "kind": Key("Only these kinds.", Wants.KIND_NAMES),
    "template": Key("Only these templates.", Wants.TEMPLATE_NAMES),
    "fact": Key("Only these facts.", Wants.FACT_NAMES),
    "difficulty": Key("Only facts of these levels.", SomeOf(LEVELS)),
}
IMAGE_KEYS: Keys = {
    "file": Key("The file's name in the deck's folder of media.", required=True),
    "alt": Key("What the picture shows, without giving the answer away.", required=True),
}
SOUND_KEYS: Keys = {"file": IMAGE_KEYS["file"]}
EVERY_KEY: frozenset[str] = frozenset().union(
    DECK_KEYS, PART_KEYS, ANKI_KEYS, KIND_KEYS, ASK_KEYS, MATCH_KEYS, ORDER_KEYS, STATE_KEYS,
    FACT_KEYS, SPAN_KEYS, EVIDENCE_KEYS, SOURCE_KEYS, NAME_KEYS, PLAN_KEYS, SECTION_KEYS,
    SELECTION_KEYS, IMAGE_KEYS,
)  # fmt: skip
"""Every key that means something somewhere."""

TYPES: Mapping[str, str] = {
    "text": "a text, letter for letter",
    "markdown": "a text in Markdown",
    "math": "a formula in TeX, without delimiters",
    "quote": "at most ten words of a document",
    "number": "a number: 1,000, 3.14, 1.5 million, over 200",
    "percent": "a percentage: 20%, about 12.5%",
    "money": "a sum of money: $1 billion, €3.50, over $500 million, 12 CHF",
    "quantity": "a number with its unit: 12.5 km, 3 million tonnes",
    "year": "a year: 2019, 44 BC, about 1500",
    "date": "a date as far as it is known: 2019-07-22, 2019-07, 2019",
    "duration": "a duration: 90 min, 1 h 30 min, 18 months, 1:30",
    "url": "an address of the web: https://example.org/page",
    "image": "a picture: {file: mars.svg, alt: a small red disc}",
    "sound": "a sound: mars.mp3",
}
"""Built-in types of fields, with examples of their values."""

NEVER_A_BARE_NUMBER = frozenset({"percent", "money", "quantity", "duration", "url"})
"""Types whose values hold more than digits."""

OTHER_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("also", "alias", "aliases", "synonyms", "alternatives", "accept"), "aka"),
    **dict.fromkeys(("distractors", "wrong-answers", "false"), "wrong"),
    **dict.fromkeys(("comment", "remark", "explanation", "info", "extra"), "note"),
    **dict.fromkeys(("reference", "references", "citation", "ref"), "source"),
    **dict.fromkeys(("category", "chapter", "unit", "subject"), "topic"),
    **dict.fromkeys(("labels", "keywords"), "tags"),
    **dict.fromkeys(("number", "amount", "questions", "n"), "count"),
    **dict.fromkeys(("question", "prompt", "q"), "ask"),
    **dict.fromkeys(("solution", "key", "a"), "answer"),
    **dict.fromkeys(("src", "path", "filename", "name"), "file"),
    **dict.fromkeys(("caption", "description", "text"), "alt"),
}
"""What other programs call a key -> how it is called here, where it is known."""
