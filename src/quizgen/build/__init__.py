"""Build: the pipeline; the only room that knows the order of the stages.

`check` ends with a `Checked`; `build` dates it into a `Draft` and writes that. `release` is a build
that learners get, `print_quiz` makes one quiz, `reprint` one that was kept; `restore` makes a lost
lock again, `find_built` sees that nothing is to do, `mend` gives the author's files back better
than they were.
"""

from __future__ import annotations

from quizgen.build.built import build, find_built
from quizgen.build.checked import Checked, check, check_for_quiz
from quizgen.build.mended import Mended, mend, write_mended
from quizgen.build.output import Built
from quizgen.build.printed import Printed, print_quiz, reprint
from quizgen.build.released import release
from quizgen.build.reported import Reported, report
from quizgen.build.restored import Restored, restore
from quizgen.build.stages import CHECK_STAGES, REPORT_STAGES, STAGES, Announce

__all__ = [
    "CHECK_STAGES",
    "REPORT_STAGES",
    "STAGES",
    "Announce",
    "Built",
    "Checked",
    "Mended",
    "Printed",
    "Reported",
    "Restored",
    "build",
    "check",
    "check_for_quiz",
    "find_built",
    "mend",
    "print_quiz",
    "release",
    "report",
    "reprint",
    "restore",
    "write_mended",
]
