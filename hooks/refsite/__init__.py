"""From a folder of action sheets to the pages and files of the référentiels' website.

The modules follow the data: `folder` (files), `fences` and `sheets` (text to nodes with line numbers),
`model` and `assemble` (nodes to référentiels), `checks` (what one sheet cannot know), `prose` (Markdown to
clean HTML), `addresses`, `pages` and `outputs` (pages and files), `publish` (the site's place on disk).
Nothing here knows MkDocs.
"""
