"""The accessibility statement says what its data say, and grows old."""
from __future__ import annotations

from conftest import Checkout

DATA = "docs/_data/barrierefreiheit.yml"


def test_full_compliance_with_known_faults_is_refused(checkout: Checkout) -> None:
    line = checkout.edit(DATA, "status: nicht_bewertet", "status: vollstaendig_vereinbar")
    result = checkout.run("check")
    assert result.returncode == 1
    assert f"{DATA}:{line}: Fehler [barrierefreiheit]" in result.stdout
    assert "teilweise_vereinbar" in result.stdout


def test_after_a_year_page_and_check_call_the_statement_overdue(checkout: Checkout) -> None:
    checkout.edit(DATA, "bewertet_am: 2026-11-22", "bewertet_am: 2024-11-22")
    assert "Hinweis [barrierefreiheit] Die Erklärung war bis 22.11.2025 zu erneuern." in checkout.run("check", DATA).stdout
    assert checkout.run("build", "--web").returncode == 0
    page = (checkout.root / "site/ueber/barrierefreiheit/index.html").read_text(encoding="utf-8")
    assert "Diese Erklärung ist überfällig." in page


def test_an_unknown_status_names_what_is_allowed(checkout: Checkout) -> None:
    checkout.edit(DATA, "status: nicht_bewertet", "status: super")
    result = checkout.run("check")
    assert result.returncode == 1 and "teilweise_vereinbar" in result.stdout and "Traceback" not in result.stderr
