"""From a folder of action sheets to the pages and files of the référentiels' website.

The wings (sub-packages) follow the data and import only downwards:
`site → pages → data → history → changes → links → model → reading, prose → common`.
Each says in its `__init__.py` what comes in and what goes out. Nothing here knows MkDocs.
"""
