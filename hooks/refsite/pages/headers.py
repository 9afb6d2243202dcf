"""Content-Security-Policy, and the header files that hosts read in the site; nginx has `deploy/headers.nginx.conf`.

A page loads its stylesheets, scripts, icons and data from its own host, and nothing else; nothing inline runs.
"""

from collections.abc import Collection, Iterable, Iterator
from urllib.parse import quote

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
CONTENT_POLICY = "; ".join(f"{name} {value}" for name, value in _POLICY.items())
"""Content-Security-Policy in the head of each page."""

PREVIEW_POLICY = CONTENT_POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
"""The same for the preview, whose server puts into each page the script that reloads it."""

DRAWING_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'none'"
)
"""The policy of an SVG of the folder, whose styles are its own: it runs nothing and loads nothing."""

HEADERS = {
    # Only a header can forbid to be framed: in a page, browsers ignore it.
    "Content-Security-Policy": f"{CONTENT_POLICY}; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Headers that hosts should send with each answer."""

FOREVER = "public, max-age=31536000, immutable"
"""Cache-Control of assets, whose names hold a digest of their content."""
REVALIDATED = "no-cache"
"""Cache-Control of all else: cached, but revalidated before each use."""


_POLICY_NAME = "Content-Security-Policy"
_TYPES = {
    "image/avif": "avif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
    "text/csv": "csv",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
"""Types that an old Apache does not know; with `nosniff`, a browser takes no other for an image."""


def netlify_headers(files: Iterable[str] = ()) -> str:
    """The file `_headers`, which Netlify, Cloudflare Pages and others read at the site's root.

    `files` are the paths of images and documents.
    """
    lines = [f"  {name}: {value}" for name, value in HEADERS.items()]
    everywhere = "\n".join(["/*", *lines, f"  Cache-Control: {REVALIDATED}"])
    # Detached and set anew: these hosts would otherwise send both values.
    assets = f"/assets/*\n  ! Cache-Control\n  Cache-Control: {FOREVER}"
    places = {quote(path.rpartition("/")[0]) for path in files if path.lower().endswith(".svg")}
    drawings = (
        f"{f'/{place}' if place else ''}/*.svg\n  ! {_POLICY_NAME}\n  {_POLICY_NAME}: {DRAWING_POLICY}\n"
        for place in sorted(places)
    )
    return f"{everywhere}\n{assets}\n{''.join(drawings)}"


def apache_headers(base_path: str, files: Collection[str] = ()) -> str:
    """The file `.htaccess`, which Apache reads in the site's folder; `base_path` is the site's path on its host.

    `files` are the paths of images and documents.
    """
    lines = [f'  Header always set {name} "{value}"' for name, value in HEADERS.items()]
    block = "\n".join([
        "<IfModule mod_headers.c>", *lines, f'  Header set Cache-Control "{REVALIDATED}"',
        '  <If "%{REQUEST_URI} =~ m#/assets/#">', f'    Header set Cache-Control "{FOREVER}"', "  </If>",
        *(_apache_drawings() if files else ()),
        "</IfModule>",
    ])  # fmt: skip
    types = "\n".join([
        "<IfModule mod_mime.c>", *(f"  AddType {kind} {ending}" for kind, ending in _TYPES.items()), "</IfModule>\n",
    ])  # fmt: skip
    return f"ErrorDocument 404 {base_path}404.html\n{block}\n{types if files else ''}"


def _apache_drawings() -> Iterator[str]:
    yield '  <If "%{REQUEST_URI} =~ m#\\.svg$#i">'
    yield f'    Header always set {_POLICY_NAME} "{DRAWING_POLICY}"'
    yield "  </If>"
