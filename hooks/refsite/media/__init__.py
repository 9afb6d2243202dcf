"""Images and documents of the folder, checked.

In: the bytes of files that are not Markdown.
Out: `Media`: frozen files by path, with their format, size, width and height; and their problems.
Used by: `model` and above.
"""
