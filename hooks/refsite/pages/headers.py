"""Content-Security-Policy, and the header files that hosts read in the site; nginx has `deploy/headers.nginx.conf`.

A page loads its stylesheets, scripts, icons and data from its own host, and nothing else; nothing inline runs.
"""

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


def netlify_headers() -> str:
    """The file `_headers`, which Netlify, Cloudflare Pages and others read at the site's root."""
    lines = [f"  {name}: {value}" for name, value in HEADERS.items()]
    everywhere = "\n".join(["/*", *lines, f"  Cache-Control: {REVALIDATED}"])
    # Detached and set anew: these hosts would otherwise send both values.
    assets = f"/assets/*\n  ! Cache-Control\n  Cache-Control: {FOREVER}"
    return f"{everywhere}\n{assets}\n"


def apache_headers(base_path: str) -> str:
    """The file `.htaccess`, which Apache reads in the site's folder; `base_path` is the site's path on its host."""
    lines = [f'  Header always set {name} "{value}"' for name, value in HEADERS.items()]
    block = "\n".join([
        "<IfModule mod_headers.c>", *lines, f'  Header set Cache-Control "{REVALIDATED}"',
        '  <If "%{REQUEST_URI} =~ m#/assets/#">', f'    Header set Cache-Control "{FOREVER}"', "  </If>",
        "</IfModule>",
    ])  # fmt: skip
    return f"ErrorDocument 404 {base_path}404.html\n{block}\n"
