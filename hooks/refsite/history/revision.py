"""A revision of the folder of sheets, read: the folder as it is, or a commit of it."""

from dataclasses import dataclass, field

from refsite.changes.compare import Side, side_of
from refsite.common.disk_cache import digest
from refsite.common.problems import Problem, Report
from refsite.model.contents import read_contents
from refsite.model.values import Contenu
from refsite.reading.folder import Source
from refsite.reading.sheets import Parser


@dataclass(frozen=True, slots=True)
class Revision:
    """Sheets, the contents that they make, and their problems, those of `unread` files among them.

    `parser` holds the sheets already parsed, for the revisions that are read next.
    """

    sources: tuple[Source, ...]
    contenu: Contenu
    unread: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    parser: Parser = field(compare=False)

    @property
    def side(self) -> Side:
        """The revision as one side of a comparison."""
        return side_of(self.contenu, self.problems)

    @property
    def digest(self) -> str:
        """Hash of the sheets."""
        return digest(*(part for source in self.sources for part in (source.path, source.text)))


def read_revision(
    sources: tuple[Source, ...], report: Report, name: str, parser: Parser
) -> Revision:
    """Parse and assemble the files of a folder called `name`; `report` holds the problems met when they were read."""
    unread = report.problems
    contenu = read_contents(sources, report, name, parser)
    return Revision(sources, contenu, unread, report.problems, parser)
