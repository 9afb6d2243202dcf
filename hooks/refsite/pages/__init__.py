"""The contents as HTML pages, with their assets.

In: `Views`, history, data, templates.
Out: `Page`s by address, assets, feeds, redirects, hosts' headers.
Used by: `site`.
"""
