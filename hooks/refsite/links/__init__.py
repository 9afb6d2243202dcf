"""Ids in sentences and files to links and backlinks; every text rendered once; ordinary pages cleaned.

In: `Contenu`.
Out: `Texts`: HTML by section, names, citations; `Views`: the questions that pages ask.
Used by: `changes` and above.
"""
