# Loa. `make run` and `make test` are all that a new user needs; `make help` lists the rest.
PYTHON ?= python3.11
PORT ?= 8000
SECONDS ?= 60
SEEDS ?= 1..1000
VENV := .venv
PIP := $(VENV)/bin/pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## / - /' | sed 's/^/  make /'

setup: $(VENV)/.server ## the environment: .venv/bin/loa and .venv/bin/loa-player

run: $(VENV)/.server ## the whole system with demonstration data, live on one address
	$(VENV)/bin/loa up --demo --port $(PORT)

test: $(VENV)/.dev ## everything: law, types, tests on SQLite and PostgreSQL, browser
	sh tests/run

bench: $(VENV)/.dev ## every benchmark, beside a peer or a limit, as a table
	$(VENV)/bin/python -m bench

seeds: $(VENV)/.dev ## SEEDS (1..1000) rehearsals with all faults; the first that fails is shortened and told
	@mkdir -p build/seeds
	DJANGO_SETTINGS_MODULE=tests.simulators.rehearsal_settings PYTHONPATH=. LOA_DATA_DIR=build/seeds \
	$(VENV)/bin/loa simulate small --from 2020-03-02 --until 2020-03-16 --faults all --seeds $(SEEDS)

fuzz: $(VENV)/.fuzz ## the parsers under atheris, SECONDS (60) each; what breaks lands in fuzz/found
	PYTHONPATH=src:. $(VENV)/bin/python -m fuzz.run --seconds $(SECONDS)

check: $(VENV)/.dev ## the quick part of the tests: law, lint, types
	sh tests/run quick

lock: ## resolves the dependencies anew (needs uv)
	requirements/lock

clean: ## removes the environment and what was built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(VENV)/bin/pip:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: $(PYTHON) was not found. Name another with PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing (Debian: apt install python3.11-venv)"; exit 1; }

$(VENV)/.server: requirements/server.txt requirements/build.txt pyproject.toml | $(VENV)/bin/pip
	@echo "Installing what the server needs (once, about a minute)…"
	@$(PIP) install --require-hashes -r requirements/server.txt
	@$(PIP) install --require-hashes -r requirements/build.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.server requirements/dev.txt
	@echo "Installing what the tests need (once)…"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.fuzz: $(VENV)/.dev requirements/fuzz.txt
	@$(PIP) install --require-hashes --no-deps -r requirements/fuzz.txt
	@touch $@

.PHONY: help setup run test bench seeds fuzz check lock clean
