"""Documents of small contents, without a site around them: what several tests share."""

from refsite.common.problems import Report
from refsite.common.settings import Settings
from refsite.history.edition import UNKNOWN, Edition
from refsite.history.timeline import NO_HISTORY, History
from refsite.links.lookup import Views
from refsite.links.texts import Texts, Workshop, render_texts
from refsite.model.values import Contenu
from refsite.pages.assets import Assets
from refsite.pages.documents import Context, Documents
from tests import crawl

NOTHING = Contenu((), ())


def documents(
    settings: Settings,
    contenu: Contenu = NOTHING,
    texts: Texts | None = None,
    edition: Edition = UNKNOWN,
    history: History = NO_HISTORY,
) -> Documents:
    """The documents of the project's templates for these contents."""
    views = Views(contenu, texts or render_texts(contenu, Workshop(), Report()))
    context = Context(
        views, settings, Assets({}, {}), (), "fiches", edition=edition, history=history
    )
    return Documents(crawl.TEMPLATES, context)
