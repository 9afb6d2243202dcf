"""A revision of the folder of sheets, read: the folder as it is, or a commit of it."""

from dataclasses import dataclass, field

from refsite.changes.compare import Side, side_of
from refsite.common.disk_cache import digest
from refsite.common.problems import Problem
from refsite.model.contents import read_contents
from refsite.model.values import Contenu
from refsite.reading.folder import Source
from refsite.reading.sheets import Parser


@dataclass(frozen=True, slots=True)
class Revision:
    """Sheets, the contents that they make, and their problems: `unread` of files, `grammar` of sheets.

    `parser` holds the sheets already parsed, for the revisions that are read next.
    """

    sources: tuple[Source, ...]
    unread: tuple[Problem, ...]
    contenu: Contenu
    grammar: tuple[Problem, ...]
    parser: Parser = field(compare=False)

    @property
    def side(self) -> Side:
        """The revision as one side of a comparison."""
        return side_of(self.contenu, (*self.unread, *self.grammar))

    @property
    def digest(self) -> str:
        """Hash of the sheets."""
        return digest(*(part for source in self.sources for part in (source.path, source.text)))


def read_revision(
    found: tuple[tuple[Source, ...], tuple[Problem, ...]], name: str, parser: Parser
) -> Revision:
    """Parse and assemble the files of a folder called `name`, found on disk or in git, with their problems."""
    sources, unread = found
    reading = read_contents(sources, name, parser)
    return Revision(sources, unread, reading.contenu, reading.problems, parser)
