"""Prepare the machine once, then run a command of the package inside .venv.

Every script in this folder calls `run`. Works with nothing but Python: the virtual
environment is made from the hash-pinned requirements on first use and again whenever
these change. System libraries are installed where that is allowed (root on
Debian or Ubuntu); elsewhere the one command that does it is printed.

Only the standard library may be imported here, and the syntax stays old on purpose:
a Python that is too old shall be told so, not meet a syntax error.
"""
import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
OLDEST_PYTHON = (3, 11)

# What must be there -> the Debian package that brings it.
LIBRARIES_FOR_PDF = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
PROGRAMS_FOR_SPELLING = {"hunspell": "hunspell hunspell-de-de"}
PROGRAMS_FOR_TESTS = {
    "hunspell": "hunspell hunspell-de-de",
    "chromium": "chromium",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
    "git": "git",
    "java": "default-jre-headless",
    "npm": "npm",
    "soffice": "libreoffice-calc-nogui libreoffice-writer-nogui",
}
PROGRAMS_FOR_BENCH = {"pdftotext": "poppler-utils"}
NODE_TOOLS = os.path.join(ROOT, "tests", "tools")  # checkers that exist for Node or Java only


def run(command, arguments=None, pdf=False, test=False, spelling=False):
    """Make the environment ready and replace this process by `python -m wegweiser COMMAND`."""
    if sys.version_info < OLDEST_PYTHON:
        stop("Der Wegweiser braucht Python %d.%d oder neuer. Hier läuft %s." % (OLDEST_PYTHON + (sys.version.split()[0],)))
    arguments = sys.argv[1:] if arguments is None else arguments
    install_system_packages(
        LIBRARIES_FOR_PDF if pdf else {},
        PROGRAMS_FOR_TESTS if test else PROGRAMS_FOR_BENCH if command == "bench" else {},
    )
    python = ensure_virtual_environment("requirements-test.txt" if test else "requirements.txt")
    if test:
        ensure_node_tools()
    if spelling:
        try_system_packages(PROGRAMS_FOR_SPELLING)
    os.environ["PYTHONPATH"] = os.path.join(ROOT, "scripts")
    os.environ["PYTHONPYCACHEPREFIX"] = os.path.join(VENV, "bytecode")  # compiled once, and not beside the sources
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # an advertisement of the theme, not a warning about us
    os.chdir(ROOT)
    sys.stdout.flush()
    sys.exit(subprocess.call([python, "-m", "wegweiser", command] + arguments))


def install_system_packages(libraries, programs):
    """Install what is missing through apt as root, else say what to type and stop."""
    missing = [package for name, package in libraries.items() if not ctypes.util.find_library(name)]
    missing += [package for name, package in programs.items() if not shutil.which(name)]
    if not missing:
        return
    by_hand = "apt-get update && apt-get install --yes --no-install-recommends " + " ".join(missing)
    if not may_install():
        stop("Es fehlen Programme des Systems: %s\nUnter Debian oder Ubuntu hilft: sudo sh -c '%s'" % (", ".join(missing), by_hand))
    say("Systempakete werden eingerichtet: " + ", ".join(missing))
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    result = subprocess.run(["sh", "-c", by_hand], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode:
        stop(result.stdout.decode(errors="replace")[-2000:] + "\nDie Systempakete ließen sich nicht einrichten. Befehl: " + by_hand)


def try_system_packages(programs):
    """Install what is missing where that is allowed; without it, or without a network, work goes on.

    Tried once: who has no network shall not wait for it at every save.
    """
    tried = os.path.join(VENV, "tried-" + "-".join(sorted(programs)))
    missing = [package for name, package in programs.items() if not shutil.which(name)]
    if not missing or os.path.exists(tried) or not may_install():
        return
    open(tried, "w").close()
    command = "apt-get update && apt-get install --yes --no-install-recommends " + " ".join(missing)
    say("Systempakete werden eingerichtet: " + ", ".join(missing))
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    subprocess.run(["sh", "-c", command], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def may_install():
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")


def ensure_virtual_environment(requirements):
    """Return the interpreter of an environment in which everything in `requirements` is installed.

    The test requirements include all others, so one environment serves both.
    """
    python = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin", "python")
    wanted = fingerprint(os.path.join(ROOT, requirements))
    marker = os.path.join(VENV, "installed-" + requirements)
    if os.path.exists(python) and read(marker) == wanted:
        return python
    if not os.path.exists(python):
        say("Die Arbeitsumgebung .venv wird angelegt …")
        make_virtual_environment()
    say("Pakete werden eingerichtet, einmalig und einige Minuten lang …")
    result = subprocess.run([
        python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile",
        "--require-hashes", "--requirement", os.path.join(ROOT, requirements),
    ])
    if result.returncode:
        stop("Die Pakete ließen sich nicht einrichten; die Meldung steht darüber. Besteht eine Verbindung zum Internet?")
    for name in [requirements] + (["requirements.txt"] if requirements != "requirements.txt" else []):
        with open(os.path.join(VENV, "installed-" + name), "w") as file:
            file.write(fingerprint(os.path.join(ROOT, name)))
    return python


def ensure_node_tools():
    """Install what tests/tools/package-lock.json names, checked against its hashes."""
    lock = os.path.join(NODE_TOOLS, "package-lock.json")
    marker = os.path.join(NODE_TOOLS, "node_modules", "installed")
    if read(marker) == fingerprint(lock):
        return
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    if subprocess.call(command, cwd=NODE_TOOLS):
        stop("Die Prüfwerkzeuge in tests/tools ließen sich nicht einrichten (npm ci).")
    with open(marker, "w") as file:
        file.write(fingerprint(lock))


def make_virtual_environment():
    command = [sys.executable, "-m", "venv", "--clear", VENV]
    if subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0:
        return
    install_system_packages({}, {"no-such-program": "python3-venv"})  # Debian ships venv apart
    if subprocess.run(command).returncode:
        stop("Die Arbeitsumgebung .venv ließ sich nicht anlegen (fehlt das Modul venv?).")


def fingerprint(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read() + sys.version.encode()).hexdigest()


def read(path):
    if not os.path.exists(path):
        return ""
    with open(path) as file:
        return file.read()


def say(text):
    print(text, flush=True)


def stop(text):
    print(text, file=sys.stderr, flush=True)
    sys.exit(2)
