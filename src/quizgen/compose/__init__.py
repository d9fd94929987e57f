"""Compose: select and order for paper and cards. The only stage that draws lots; makes no text.

`quiz` makes one quiz: `select` fills its sections, `papers` lays out the versions, `cut_out` and
`study` choose what is printed beside them. `cards` chooses what becomes a card in Anki.

To select: `demands` lists what a plan wants, `candidates` what may be taken. `sets` draws
matches, orders and word banks first, `one_paper` and `versions` fill the rest into `drafts`;
where that fails, `backtrack` tries all, or `counting`, `contradiction` and `helps` say why there
is none. `enemies` knows who helps whom, by what `telling` and `cues` make of a question. To lay
out: `tasks` draws what is printed of a question, `wrong` its wrong answers. All chance is of
`lots`.
"""

from __future__ import annotations

from quizgen.compose.cards import choose_cards, draw_choices
from quizgen.compose.cueing import list_cueing_pairs
from quizgen.compose.quiz import compose_quiz
from quizgen.compose.telling import Teller

__all__ = ["Teller", "choose_cards", "compose_quiz", "draw_choices", "list_cueing_pairs"]
