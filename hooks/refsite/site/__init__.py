"""A folder to a published site.

In: a folder of sheets and the settings.
Out: the files of a site, put in place atomically; the report of a build; releases.
Used by: the MkDocs hook and the command line.
"""
