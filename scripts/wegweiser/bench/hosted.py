"""The site as its readers get it: built, compressed, served by nginx with the configuration we hand out."""
from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..build import build
from ..hosting import compress

NGINX = """
daemon off; worker_processes 1; worker_cpu_affinity 01; pid {folder}/pid; error_log {folder}/fehler.log; {user}
events {{ worker_connections 1024; }}
http {{
  include /etc/nginx/mime.types; sendfile on; tcp_nopush on;
  log_format short "$bytes_sent $uri"; access_log {folder}/zugriffe.log short;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{
    listen 127.0.0.1:{port}; root {site}; include {site}/betrieb/nginx.conf;
    {encrypted}
  }}
}}
"""
# A reader's connection carries one visit, not thousands of requests; every new one costs a handshake.
ENCRYPTED = "listen 127.0.0.1:{port} ssl; ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem; keepalive_requests {requests};"
CERTIFICATE = "openssl req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -days 2 -subj /CN=localhost -keyout key.pem -out cert.pem"
PATIENCE = 10  # seconds for nginx to answer


class Missing(Exception):
    """A program that has to be there is not; the message says which, in German."""


def add_site(parser: argparse.ArgumentParser) -> None:
    """The switch that takes a site already built."""
    parser.add_argument("--site", type=Path, metavar="ORDNER", help="nimmt diese gebaute Website, statt sie zu bauen")


@dataclass(frozen=True)
class Host:
    """A running nginx: plain address, the same over TLS, folder of the site, log with bytes and path of every answer."""

    address: str
    encrypted: str
    site: Path
    log: Path


@contextmanager
def hosted(root: Path, built: Path | None = None, requests_per_connection: int = 10) -> Iterator[Host]:
    """Serve the site by one nginx process. Without `built` it is built first, without PDFs.

    Raises Missing without nginx or openssl.
    """
    for program, package in {"nginx": "nginx-light", "openssl": "openssl"}.items():
        if not shutil.which(program):
            raise Missing(f"Es fehlt {program} (unter Debian: apt-get install {package}).")
    with tempfile.TemporaryDirectory(prefix="ausgeliefert-") as name:
        folder = Path(name)
        site = folder / "site"
        if built:
            shutil.copytree(built, site)
        elif build(root, site, pdf=False, publish=False):
            raise Missing("Die Website ließ sich nicht bauen.")
        compress(site)
        with _nginx(folder, site, requests_per_connection) as (plain, encrypted):
            yield Host(f"http://127.0.0.1:{plain}/", f"https://127.0.0.1:{encrypted}/", site, folder / "zugriffe.log")


@contextmanager
def _nginx(folder: Path, site: Path, requests: int) -> Iterator[tuple[int, int]]:
    subprocess.run(CERTIFICATE.split(), cwd=folder, check=True, capture_output=True)
    port, encrypted = _free_port(), _free_port()
    user = "user root;" if os.geteuid() == 0 else ""  # only root can read the temporary folder
    (folder / "nginx.conf").write_text(NGINX.format(
        folder=folder, site=site, port=port, user=user, encrypted=ENCRYPTED.format(folder=folder, port=encrypted, requests=requests),
    ), encoding="utf-8")
    server = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port, encrypted
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(.05)
    raise Missing("nginx antwortet nicht.")
