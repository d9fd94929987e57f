"""Contradictions: prompts with two right answers, and claims whose scope nobody would see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from quizgen.ask.ask_template import Asking
from quizgen.ask.claims import Claim, Pair, find_ambiguous, find_conflicts
from quizgen.ask.overlaps import Overlap
from quizgen.ask.state_template import Stating
from quizgen.model import ACCOUNT, OWN_WORDS, AskTemplate, Fact, Text, fold, plain
from quizgen.problems import Problem, Severity, list_key, nearest

_FEW = 3
"""Facts of one prompt that are told one by one; of more, the template is told once."""


def report_contradictions(groups: Sequence[Sequence[Claim]]) -> Iterator[Problem]:
    """Report prompts with two right answers, and accounts that contradict each other unsaid."""
    alike: defaultdict[tuple[str, str], list[Pair]] = defaultdict(list)
    for claim, other in find_ambiguous(groups):
        if not _is_told_as_unscoped(claim.fact, other.fact):
            alike[claim.shown, claim.scope].append((claim, other))
    for pairs in alike.values():
        if len(pairs) > _FEW:
            yield _indistinct(pairs)
        else:
            yield from map(_ambiguous, pairs)
    for claim, other in find_conflicts(groups):
        yield Problem(
            claim.fact.id.where,
            "source-conflict",
            f"'{claim.shown}' has one answer, but it is '{plain(claim.answer)}' here and "
            f"'{plain(other.answer)}' in fact '{other.fact.id}' ({_place(other)})",
            _mend_conflict(claim.fact, other.fact),
            culprit=claim.fact.id,
            related=(other.fact.id.where,),
        )


def _ambiguous(pair: Pair) -> Problem:
    claim, other = pair
    wording = OWN_WORDS.get(claim.fact.kind, "the template")
    return Problem(
        claim.fact.id.where,
        "ambiguous-prompt",
        f"'{claim.shown}' is answered by '{plain(claim.answer)}' here and by "
        f"'{plain(other.answer)}' in fact '{other.fact.id}' ({_place(other)})",
        _mend_dispute(claim.fact, other.fact)
        + f"add to {wording} what tells the two facts apart, or a scope",
        culprit=claim.fact.id,
        related=(other.fact.id.where,),
    )


def _indistinct(pairs: Sequence[Pair]) -> Problem:
    """Word the problem of a prompt that many facts share: its template lacks what parts them."""
    claim, other = pairs[0]
    return Problem(
        claim.fact.id.where,
        "ambiguous-prompt",
        f"'{claim.shown}' is answered by '{plain(claim.answer)}' here, by '{plain(other.answer)}' "
        f"in fact '{other.fact.id}' ({_place(other)}), and otherwise in {len(pairs) - 1:,} more",
        "print in the template a field that tells its facts apart",
        culprit=claim.fact.id,
        related=(other.fact.id.where, *(each.fact.id.where for each, _ in pairs[1:])),
    )


def _is_told_as_unscoped(fact: Fact, rival: Fact) -> bool:
    """Tell whether both are declared rivals: then all that they lack is whose claims they are."""
    unscoped = any(not (each.according_to or each.scope) for each in (fact, rival))
    return fact.dispute is not None and fact.dispute == rival.dispute and unscoped


def _mend_dispute(fact: Fact, rival: Fact) -> str:
    """Say how facts of different sources are told to be two accounts; nothing for others."""
    if not fact.sources or not rival.sources:
        return ""
    own, other = fact.sources[0].source, rival.sources[0].source
    if own == other or fact.according_to or rival.according_to:
        return ""
    return (
        f"if the two sources disagree, write 'according_to: {own}' here, 'according_to: {other}' "
        f"there, and {_label(fact, rival)}; or else "
    )


def _mend_conflict(fact: Fact, rival: Fact) -> str:
    """Say how accounts are told to contradict each other; first, where a label is misspelt."""
    if fact.dispute and rival.dispute and nearest(fact.dispute, [rival.dispute]):
        return f"write their labels alike: here 'dispute: {fact.dispute}', there '{rival.dispute}'"
    return f"correct one of them; or, if nobody knows, {_label(fact, rival)}"


def _label(fact: Fact, rival: Fact) -> str:
    """Say which label of a dispute facts lack."""
    label = fact.dispute or rival.dispute
    if label is None or (fact.dispute and rival.dispute):
        return "give both the same 'dispute: <label>'"
    return f"give '{rival.id if fact.dispute else fact.id}' 'dispute: {label}' too"


def report_overlaps(overlaps: Iterable[Overlap]) -> Iterator[Problem]:
    """Report prompts that a fact which says more answers too."""
    for template, claim, other in overlaps:
        yield Problem(
            claim.fact.id.where,
            "second-answer",
            f"'{claim.shown}' is answered by '{plain(claim.answer)}' here; "
            f"'{plain(other.answer)}' in fact '{other.fact.id}' ({_place(other)}) is right too: "
            f"'{other.shown}'",
            "reword the template, or let the fact skip it: "
            + list_key("skip", [str(template.id)], claim.fact.id.file),
            Severity.WARNING,
            culprit=claim.fact.id,
            about=(claim.fact.id.where, template.id.where),
            related=(other.fact.id.where,),
        )


def report_unshown_scope(renderings: Iterable[object]) -> Iterator[Problem]:
    """Report templates that name the scope, so that no line shows it, and then do not print it."""
    told: set[Text] = set()
    for rendering in renderings:
        match rendering:
            case Asking(frame=frame, template=template, prompt=text, scoped=False):
                pass
            case Stating(frame=frame, template=template, sentence=text, scoped=False):
                pass
            case _:
                continue
        if isinstance(template, AskTemplate) and template.answer == ACCOUNT:
            continue  # the scope is the answer
        words = template.ask if isinstance(template, AskTemplate) else template.state
        hidden = fold(frame.scope) not in fold(plain(text))
        if hidden and frame.fact.retired is None and words not in told:
            told.add(words)
            yield Problem(
                words.where,
                "dispute-unscoped",
                f"template '{template.id}' names the scope, but does not print that of fact "
                f"'{frame.fact.id}': {frame.scope}",
                "print {{ scope }} wherever it is defined, or leave it to the line above",
            )


def _place(claim: Claim) -> str:
    where = claim.fact.id.where
    return f"{where.file}:{where.line}"
