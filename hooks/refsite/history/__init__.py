"""Git to the history of the référentiels.

In: the repository around the folder.
Out: versions, `History` of each node, days of change, the edition of the build.
Used by: `data` and above.
"""
