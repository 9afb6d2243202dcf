"""Comparison of two revisions of the contents: the list of changes, as values.

Nothing is claimed of what could not be read in either of them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from refsite.changes.changes import Change, Kind
from refsite.changes.differences import Seen, text_change, values
from refsite.changes.matching import TELLING, Pairs, match, texts_of
from refsite.changes.words import bag
from refsite.common import ids
from refsite.common.codes import Severity
from refsite.common.problems import Problem
from refsite.model.values import Contenu, Niveau, Noeud, Referentiel
from refsite.prose.render import Renderer
from refsite.reading.nodes import Section


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two revisions: its contents, and the paths of the files that could not be read whole."""

    contenu: Contenu
    unreadable: frozenset[str] = frozenset()

    def hides(self, referentiel: str, id_: str) -> bool:
        """Whether a file that may describe a node could not be read."""
        parts = id_.split(".") if id_ else []
        names = ["index", *(".".join(parts[:depth]) for depth in range(1, len(parts) + 1))]
        return any(f"{referentiel}/{name}.md" in self.unreadable for name in names)

    def spoils(self, noeud: Noeud) -> bool:
        """Whether the file that a node comes from, or should have come from, could not be read."""
        own = f"{noeud.referentiel}/{noeud.id or 'index'}.md"
        return noeud.path in self.unreadable or own in self.unreadable

    def doubts(self, referentiel: str) -> bool:
        """Whether any sheet of a référentiel could not be read: under a wrong name, it may hold any node's text."""
        return any(path.startswith(f"{referentiel}/") for path in self.unreadable)


def side_of(contenu: Contenu, problems: Iterable[Problem]) -> Side:
    """A revision to compare: a file in error counts as one that could not be read."""
    errors = (item.path for item in problems if item.severity is Severity.ERREUR)
    return Side(contenu, frozenset(filter(None, errors)))


def compare(before: Side, after: Side) -> tuple[Change, ...]:
    """Every change, by référentiel and number; what concerns the whole site comes last."""
    renderer = Renderer()
    old = {referentiel.id: referentiel for referentiel in before.contenu.referentiels}
    new = {referentiel.id: referentiel for referentiel in after.contenu.referentiels}
    found = [*_unreadable(before, after)]
    for id_ in dict.fromkeys((*new, *old)):
        if id_ in old and id_ in new:
            found += _Comparison(before, after, old[id_], new[id_], renderer).all()
        elif id_ in new and not before.doubts(id_):
            found.append(_whole(Kind.AJOUT, new[id_]))
        elif id_ in old and not after.doubts(id_):
            found.append(_whole(Kind.RETRAIT, old[id_]))
    return (*found, *_site(before, after, renderer))


def _whole(kind: Kind, referentiel: Referentiel) -> Change:
    key = referentiel.racine.key
    below = tuple(noeud.id for noeud in referentiel.walk())
    return Change(kind, key, key, referentiel.nom, "référentiel", referentiel.nom, below=below)


def _unreadable(before: Side, after: Side) -> Iterator[Change]:
    for path in sorted(before.unreadable | after.unreadable):
        page = path.removesuffix(".md")
        told = [path if path in side.unreadable else "" for side in (before, after)]
        yield Change(Kind.ILLISIBLE, page, page, path, "", path, told[0], told[1])


@dataclass(slots=True)
class _Comparison:
    """One référentiel in its two revisions."""

    before: Side
    after: Side
    old: Referentiel
    new: Referentiel
    renderer: Renderer
    pairs: Pairs = field(init=False)
    was: Mapping[str, Noeud] = field(init=False)
    now: Mapping[str, Noeud] = field(init=False)
    settled: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.pairs = match(self.old, self.new)
        self.was = {noeud.key: noeud for noeud in self.old.racine.walk()}
        self.now = {noeud.key: noeud for noeud in self.new.racine.walk()}

    def all(self) -> list[Change]:
        """Changes by page; within a page, by node."""
        if self.before.hides(self.new.id, "") or self.after.hides(self.new.id, ""):
            found = []
        else:
            found = [*self._levels(), *self._anomalies()]
        for noeud in self.now.values():
            found += self._node(noeud)
        found = self._taken_up([*found, *self._gone()])
        kinds = list(Kind)
        return sorted(found, key=lambda c: (_place(c.page), _place(c.key), kinds.index(c.kind)))

    def _node(self, noeud: Noeud) -> Iterator[Change]:
        """Changes of a node that is there now."""
        above = _above(noeud)
        was = self.pairs.before.get(noeud.key)
        if was is None:
            came_along = noeud.id and above not in self.pairs.before
            if above in self.settled:
                self.settled.add(noeud.key)
            elif not came_along and not self.before.hides(self.new.id, noeud.id):
                if noeud.key in self.pairs.reused:
                    yield self._on(Kind.REEMPLOI, noeud, before=self._name(self.was[noeud.key]))
                yield self._with_below(Kind.AJOUT, noeud, self.pairs.before)
        elif not self.before.spoils(was) and not self.after.spoils(noeud):
            yield from self._changed(was, noeud)

    def _changed(self, was: Noeud, noeud: Noeud) -> Iterator[Change]:
        if noeud.key in self.pairs.moved:
            moved = self._on(Kind.DEPLACEMENT, noeud, before=was.id, after=noeud.id)
            yield replace(moved, below=tuple(part.id for part in was.walk() if part is not was))
        for name, before, after in values(
            self._seen(was, self.before, self.was),
            self._seen(noeud, self.after, self.now),
            self.renderer,
        ):
            unknown = (not before and self.before.hides(self.old.id, was.id)) or (
                not after and self.after.hides(self.new.id, noeud.id)
            )
            doubt = name == Kind.NOM and noeud.key in self.pairs.doubtful
            if not unknown:
                yield self._on(
                    Kind.DOUTE if doubt else Kind(name), noeud, before=before, after=after
                )
        if noeud.niveau is Niveau.ACTION and was.redige != noeud.redige:
            self.settled |= {noeud.key, was.key}
            side, referentiel = (self.before, self.old) if noeud.redige else (self.after, self.new)
            if side.doubts(referentiel.id):
                return
            if noeud.redige:
                yield self._with_below(Kind.PUBLICATION, noeud, self.pairs.before)
            else:
                stayed = {part.key for part in self.pairs.before.values()}
                below = self._with_below(Kind.DEPUBLICATION, was, stayed).below
                yield replace(self._on(Kind.DEPUBLICATION, noeud), below=below)
            return
        texts = [(*n.sections, *n.suites) for n in (was, noeud)]
        yield from _text_changes(self._on(Kind.TEXTE, noeud), texts[0], texts[1], self.renderer)

    def _gone(self) -> Iterator[Change]:
        """Withdrawals, without unread nodes and those below a withdrawn one."""
        stayed = {noeud.key for noeud in self.pairs.before.values()}
        for noeud in self.old.walk():
            above = _above(noeud)
            if noeud.key in stayed or self.after.hides(self.old.id, noeud.id):
                continue
            if above in self.settled and above in stayed:
                self.settled.add(noeud.key)
            elif above in stayed:
                yield self._with_below(Kind.RETRAIT, noeud, stayed)

    def _with_below(self, kind: Kind, noeud: Noeud, known: Iterable[str]) -> Change:
        """Change with the ids of its descendants, without those `known` elsewhere."""
        others = frozenset(known)
        below = (part for part in noeud.walk() if part is not noeud and part.key not in others)
        return replace(self._on(kind, noeud), below=tuple(part.id for part in below))

    def _taken_up(self, changes: list[Change]) -> list[Change]:
        """The changes, those of texts saying which new parts take up most of the words that they lost."""
        added: dict[str, list[str]] = {}
        for change in changes:
            if change.kind is Kind.AJOUT:
                added.setdefault(f"{self.new.id}/{ids.parent(change.id)}", []).append(change.key)
        return [
            replace(change, below=self._heirs(change, added[change.key]))
            if change.kind is Kind.TEXTE and change.key in added
            else change
            for change in changes
        ]

    def _heirs(self, change: Change, keys: Iterable[str]) -> tuple[str, ...]:
        lost = bag(" ".join(text for runs in change.passages for op, text in runs if op == "-"))
        heirs = {self.now[key].id: bag(" ".join(texts_of(self.now[key]))) for key in keys}
        taken = sum((words & lost for words in heirs.values()), Counter[str]()) & lost
        if not lost or taken.total() * 2 < lost.total():
            return ()
        return tuple(id_ for id_, words in heirs.items() if (words & lost).total() >= TELLING)

    def _levels(self) -> Iterator[Change]:
        root = self._on(Kind.NIVEAUX, self.new.racine)
        for niveau in Niveau:
            words = [
                r.mots[niveau].singulier if niveau in r.mots else "" for r in (self.old, self.new)
            ]
            if words[0] != words[1]:
                yield replace(root, mot=str(niveau), before=words[0], after=words[1])

    def _anomalies(self) -> Iterator[Change]:
        old, new = ({(a.id, a.code): a.raison for a in r.anomalies} for r in (self.old, self.new))
        for id_, code in dict.fromkeys((*new, *old)):
            before, after = old.get((id_, code), ""), new.get((id_, code), "")
            if before == after:
                continue
            key = f"{self.new.id}/{'' if id_ == self.new.id else id_}"
            noeud = self.now.get(key) or self.was.get(key) or self.new.racine
            told = (f"{code} ({reason})" if reason else "" for reason in (before, after))
            yield self._on(Kind.ANOMALIE, noeud, *told)

    def _seen(self, noeud: Noeud, side: Side, nodes: Mapping[str, Noeud]) -> Seen:
        above = nodes[_above(noeud)].points if noeud.id else None
        return Seen(noeud, above, {theme.id: theme.nom for theme in side.contenu.thematiques})

    def _on(self, kind: Kind, noeud: Noeud, before: str = "", after: str = "") -> Change:
        """Change of a node, with its page, its word and its name."""
        there = self.now if self.now.get(noeud.key) is noeud else self.was
        referentiel = self.new if there is self.now else self.old
        page = _page(noeud)
        shown = there[page]
        title = f"{shown.id} {self._name(shown)}".strip()
        mot = referentiel.mots.get(noeud.niveau)
        word = mot.singulier if mot else str(noeud.niveau)
        return Change(kind, noeud.key, page, title, word, self._name(noeud), before, after)

    def _name(self, noeud: Noeud) -> str:
        return self.renderer.inline(noeud.nom).words


def _page(noeud: Noeud) -> str:
    """The key of the action that a node is part of; its own above actions."""
    return noeud.key if noeud.niveau is Niveau.SOUS_AXE else f"{noeud.referentiel}/{noeud.page}"


def _above(noeud: Noeud) -> str:
    return f"{noeud.referentiel}/{ids.parent(noeud.id)}"


def _place(key: str) -> tuple[int, ...]:
    id_ = key.partition("/")[2]
    return ids.numbers(id_) if id_ else ()


def _text_changes(
    told: Change, before: Iterable[Section], after: Iterable[Section], renderer: Renderer
) -> Iterator[Change]:
    found = text_change(before, after, renderer)
    if found and found.passages:
        yield replace(told, kind=Kind.TEXTE, passages=found.passages)
    if found and (found.links_before or found.links_after):
        links = " ".join(found.links_before), " ".join(found.links_after)
        yield replace(told, kind=Kind.LIENS, before=links[0], after=links[1])


def _site(before: Side, after: Side, renderer: Renderer) -> Iterator[Change]:
    """The catalogue of themes, the home page, the synonyms."""
    old, new = before.contenu, after.contenu
    if "climat-pratic.md" not in before.unreadable | after.unreadable:
        yield from _themes(old, new, renderer)
    home = Change(Kind.TEXTE, "", "", "Accueil")
    yield from _text_changes(home, old.accueil, new.accueil, renderer)
    left, right = ({" = ".join(pair) for pair in side.synonymes} for side in (old, new))
    for pair in sorted(left ^ right):
        told = ("", pair) if pair in right else (pair, "")
        yield Change(Kind.SYNONYMES, "", "", "Synonymes de la recherche", "", "", *told)


def _themes(old: Contenu, new: Contenu, renderer: Renderer) -> Iterator[Change]:
    page, title = "climat-pratic/", "Thématiques Climat Pratic"
    was = {theme.id: theme for theme in old.thematiques}
    now = {theme.id: theme for theme in new.thematiques}
    for id_ in dict.fromkeys((*now, *was)):
        theme = now.get(id_) or was[id_]
        told = Change(
            Kind.TEXTE,
            f"{page}{id_}",
            page,
            title,
            Kind.THEMATIQUE,
            renderer.inline(theme.nom).words,
        )
        if id_ not in was or id_ not in now:
            yield replace(told, kind=Kind.AJOUT if id_ in now else Kind.RETRAIT)
            continue
        if was[id_].nom != now[id_].nom:
            names = was[id_].nom, now[id_].nom
            yield replace(told, kind=Kind.NOM, before=names[0], after=names[1])
        yield from _text_changes(told, was[id_].sections, now[id_].sections, renderer)
    whole = Change(Kind.TEXTE, page, page, title)
    yield from _text_changes(whole, old.catalogue, new.catalogue, renderer)
