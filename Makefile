# Each target sets the project up first: Python 3.11 to 3.13, make and a package index are all it needs.

BIN := .venv/bin
READY := .venv/ready
PROJECTS := $(wildcard pyproject.toml plugin_sdk/pyproject.toml plugins/*/pyproject.toml plugins/*/*/pyproject.toml)

# Nothing of the caller's Python reaches ours.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV PYTHONDONTWRITEBYTECODE

.PHONY: help setup run test test-fork check accuracy bench format pin
.DEFAULT_GOAL := help

help:
	@echo 'make run      serve a demonstration library on 127.0.0.1:8484 (MEDIA=DIR serves that tree)'
	@echo 'make test     run every test, on SQLite and PostgreSQL'
	@echo 'make test-fork   the acceptance tests, with a fork in the place of one of our plugins'
	@echo 'make check    lint, types, layers, sizes, secrets, known vulnerabilities'
	@echo 'make accuracy measure how right it is: names, messy libraries, facts, hostile files'
	@echo 'make bench    measure, each figure as a ratio within one run'
	@echo 'make format   let the formatter have its way'
	@echo 'make pin      resolve constraints.txt anew'

setup: $(READY)

$(READY): tools/setup constraints.txt $(PROJECTS)
	@tools/setup

run: $(READY)
	@$(BIN)/python -m mediad demo $(if $(MEDIA),--media "$(MEDIA)")

test: $(READY)
	@$(BIN)/pytest -q

test-fork: $(READY)
	@$(BIN)/python tests/fork.py

check: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/mypy --python-version 3.14
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -q tests/architecture
	$(BIN)/python tools/pin.py --check
	$(BIN)/python tools/audit.py

accuracy: $(READY)
	@$(BIN)/python -m tests.accuracy

bench: $(READY)
	@$(BIN)/python -m tests.benchmarks

format: $(READY)
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format

pin: $(READY)
	$(BIN)/python tools/pin.py
