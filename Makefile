# The few commands of docs/operations.md; each does what `make help` says of it.
PYTHON ?= python3
BIN := .venv/bin
# A commit waits for the disk: where memory has room for them the tests' files lie there.
ROOM := $(shell df -k /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000000 { print "PYTEST_DEBUG_TEMPROOT=/dev/shm" }')
DEBIAN := chromium fonts-liberation2 libreoffice-writer-nogui poppler-utils

.PHONY: help demo demo-reset setup words test lint sweep bench recordings

help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

.venv/run: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev: .venv/run requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

demo: .venv/run ## the intranet and a local Sheets server with sample data (PORT, SHEETS_PORT, PLAN)
	$(BIN)/flask demo

demo-reset: .venv/run ## forget the demo's data and start over
	$(BIN)/flask demo --reset

setup: .venv/dev ## what tests need; as root on Debian also a browser and readers of our papers
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! command -v chromium >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(DEBIAN) >/dev/null \
	  || echo "Could not install: $(DEBIAN); tests that need them are skipped."; fi

words: .venv/run ## gather the interface's words; say which lack English; compile
	$(BIN)/pybabel -q extract -F babel.cfg -k _l -k lazy_gettext --no-wrap --add-location=file -o .venv/words.pot .
	$(BIN)/pybabel -q update -i .venv/words.pot -d app/translations -l en --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --init-missing
	$(BIN)/pybabel compile --statistics -d app/translations

lint: setup ## format, lint, types, import contracts, templates
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates

test: lint ## the linters, then the whole test suite
	$(ROOM) $(BIN)/pytest -q -n 2 --dist worksteal
	@command -v chromium >/dev/null || echo "No browser here: the browser tests were skipped."

sweep: setup ## the long sweeps of the sync and of the reader
	HYPOTHESIS=default $(BIN)/pytest -q -m slow

bench: setup ## ratios of speed and memory, printed
	$(BIN)/python -m tests.benchmarks

recordings: setup ## replay the recorded answers of Google, where they are at hand
	$(BIN)/python -m tests.recordings
