# The three commands of the house. Everything else is the command `wenzheng`.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup setup-dev serve test

setup: .venv/.installed

.venv/.installed: requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --editable . --no-deps
	touch $@

setup-dev: setup .venv/.installed-dev

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	$(BIN)/python -m pip install --quiet --requirement requirements-dev.txt
	touch $@

serve: setup
	$(BIN)/wenzheng serve

test: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest
