"""Parsed sheets to référentiels.

In: `Sheet`s.
Out: `Contenu`: frozen référentiels, nodes, themes; and the problems between sheets.
Used by: `links` and above.
"""
