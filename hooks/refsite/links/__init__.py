"""Ids in sentences to links and backlinks; every text rendered once.

In: `Contenu`.
Out: `Texts`: HTML by section, names, citations; `Views`: the questions that pages ask.
Used by: `changes` and above.
"""
