"""Two revisions to the list of changes between them.

In: two `Contenu`s.
Out: `Change`s as values, and their French, Markdown or JSON.
Used by: `history` and above.
"""
