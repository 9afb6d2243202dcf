"""A folder of files to parsed sheets: outline, then pieces, then nodes.

In: a folder, or the blobs of a git revision.
Out: `Source`s, then `Sheet`s of nodes and sections with their line numbers, and problems.
Used by: `model` and above.
"""
