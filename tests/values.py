"""Values that tests of several wings make in one line."""

from refsite.common.problems import Problem, Report
from refsite.links.texts import Texts, Workshop, render_texts
from refsite.model.values import Contenu


def problem(  # noqa: PLR0913  # named at the call
    path: str, line: int, code: str, message: str, *hints: str, column: int = 0, node: str = ""
) -> Problem:
    """A problem with a message of its own."""
    return Problem(path, line, column, code, message, hints, node)


def texts_of(contenu: Contenu) -> Texts:
    """The texts of contents, their problems left aside."""
    return render_texts(contenu, Workshop(), Report())
