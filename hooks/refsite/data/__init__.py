"""The contents as files for programs.

In: `Contenu`, `Texts`, the edition.
Out: JSON checked against its schema, CSV, XLSX, archives, the search index.
Used by: `pages` and above.
"""
