"""The ordinary pages: texts of the folder that belong to no référentiel, framed like every other page."""

from collections.abc import Iterator

from refsite.pages.documents import Documents, Page


def ordinary(documents: Documents) -> Iterator[Page]:
    """The ordinary pages, in the order in which their generator gives them."""
    history = documents.context.history
    for one in documents.context.views.pages:
        page = one.page
        yield documents.page(
            "ordinary", page.address, page.title, {"one": one, "page": page},
            source=page.source, indexed=page.found, modified=history.modified(page.source), markdown=True,
        )  # fmt: skip
