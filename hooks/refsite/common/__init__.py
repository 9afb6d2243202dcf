"""Values and functions that every wing uses: French, ids, problems, safe HTML, caches, settings.

In: nothing of the product.
Out: problems as values, text as French, `Markup`.
Used by: every wing.
"""
