"""What a web server needs to know: headers that hold for every page, and compressed files."""
from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from wegweiser.hosting import compress, content_security_policy

PAGE = '<!doctype html><script>var a = 1</script><script src="x.js"></script><script type="application/json">{}</script>'


def test_the_policy_names_every_inline_script_once_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.html").write_text(PAGE, encoding="utf-8")
    policy = content_security_policy(tmp_path)
    assert policy.count("'sha256-") == 1
    script_rule = next(rule for rule in policy.split("; ") if rule.startswith("script-src"))
    assert "unsafe" not in script_rule and "data:" not in script_rule


@pytest.mark.parametrize("file", ["_headers", ".htaccess", "betrieb/nginx.conf"])
def test_every_configuration_carries_the_policy_of_this_site(site: Path, file: str) -> None:
    assert content_security_policy(site) in (site / file).read_text(encoding="utf-8")


def test_compressed_files_hold_the_same_text_and_are_always_the_same(tmp_path: Path) -> None:
    text = "<p>Quartier</p>" * 200
    (tmp_path / "index.html").write_text(text, encoding="utf-8")
    (tmp_path / "bild.png").write_bytes(b"x" * 5000)
    assert compress(tmp_path) == 1
    first = (tmp_path / "index.html.gz").read_bytes()
    assert gzip.decompress(first).decode() == text
    compress(tmp_path)
    assert (tmp_path / "index.html.gz").read_bytes() == first
