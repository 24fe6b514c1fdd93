"""Ready configuration for web servers: security headers, caching, compressed files.

The Content-Security-Policy allows scripts of the site itself and, by their hash, the few
lines the theme writes into every page; nothing else may run. What is in a page decides,
so the configuration is made after the pages.
"""
from __future__ import annotations

import base64
import gzip
import hashlib
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)
COMPRESSIBLE = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv"}
WORTH_COMPRESSING = 1024  # bytes; below, the answer's own head weighs more
# Template in overrides/betrieb → where a server looks for it. GitHub Pages knows none of them.
FILES = {"nginx.conf": "betrieb/nginx.conf", "headers": "_headers", "htaccess": ".htaccess"}


def write_configuration(templates: Path, site: Path) -> None:
    """Write the configuration for nginx, for static hosts and for Apache into the built `site`."""
    environment = Environment(
        loader=FileSystemLoader(templates), undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False,
    )
    policy = content_security_policy(site)
    for template, target in FILES.items():
        (site / target).parent.mkdir(exist_ok=True)
        (site / target).write_text(environment.get_template(template).render(policy=policy), encoding="utf-8")


def content_security_policy(site: Path) -> str:
    """The policy for all pages of `site`, with the hash of every inline script that stands in one."""
    scripts = {
        script for page in site.rglob("*.html") for script in INLINE_SCRIPT.findall(page.read_text(encoding="utf-8"))
    }
    hashes = sorted(base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    return "; ".join([
        "default-src 'none'",
        "script-src 'self' " + " ".join(f"'sha256-{value}'" for value in hashes),
        "style-src 'self' 'unsafe-inline'",  # text-align in Markdown tables is an attribute
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'self'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ])


def compress(site: Path) -> int:
    """Lay a .gz beside every text file, for servers that send it as it is; returns how many.

    The time in the head of the .gz is 0, so that the same file gives the same bytes.
    """
    count = 0
    for file in sorted(site.rglob("*")):
        if file.suffix in COMPRESSIBLE and file.stat().st_size > WORTH_COMPRESSING:
            file.with_name(file.name + ".gz").write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))
            count += 1
    return count
