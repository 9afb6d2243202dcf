"""Markdown to clean HTML.

In: the text of a section or a title.
Out: `Prose`: HTML as `Markup`, plain words, and refused links and images.
Used by: `links` and above.
"""
