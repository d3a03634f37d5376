# The project's tasks. `make` alone lists them.

PYTHON ?= python3
VENV := .venv
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check
SELON := $(VENV)/bin/selon
UV_VERSION := 0.13.9
LOCK := build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links $(UPGRADE)

.DEFAULT_GOAL := help
.PHONY: help demo test test-fast parses lint check quality identical ablate speed growth mutated faults hostile flips ledger archive lock clean

help: ## list the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

demo: $(VENV)/.run ## set everything up and print the statements of a page
	$(SELON) read examples/page.html

test: $(VENV)/.dev ## set everything up and run the tests
	$(VENV)/bin/python -m pytest

test-fast: $(VENV)/.dev ## run the tests that load no model and start no processes: about a minute
	$(VENV)/bin/python -m pytest --numprocesses auto -m "not model and not slow"

parses: $(VENV)/.dev ## parse the sentences of the cases anew, and store the parses beside them
	$(VENV)/bin/python tests/treebank.py

lint: $(VENV)/.dev ## check style and types, and print the functions that take the most turns
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/radon cc --show-complexity --min D --order SCORE src

check: lint test ## style, types and tests

quality: $(VENV)/.dev ## score the reader against every gold set and compare with the pinned floors
	$(VENV)/bin/python benchmarks/quality.py

identical: $(VENV)/.dev ## compare all that is found and printed with another commit: make identical BASE=main
	$(VENV)/bin/python benchmarks/identical.py $(BASE)

ablate: $(VENV)/.dev ## tell what each rule is worth: its precision, and the scores without it
	$(VENV)/bin/python benchmarks/ablation.py

speed: $(VENV)/.dev ## time the commands, and the reader beside the spaCy pipeline that it loads
	$(VENV)/bin/python benchmarks/speed.py

growth: $(VENV)/.dev ## tell whether time and memory grow with the text, and no faster
	$(VENV)/bin/python benchmarks/growth.py

mutated: $(VENV)/.dev ## read 100,000 mutated texts and pages: no crash, no hang, no span without words (COUNT=5000 SLICE=2/20 for a part)
	$(VENV)/bin/python benchmarks/mutated.py --count $(or $(COUNT),100000) --slice $(or $(SLICE),1/1)

faults: $(VENV)/.dev ## kill the taking in at random points; give every writer a full disk, signals and a second writer
	SELON_FAULTS=120 $(VENV)/bin/python -m pytest tests/intake/test_faults.py tests/ledger/test_people.py \
		tests/export/test_writing_faults.py

hostile: $(VENV)/.dev ## play a stranger's servers against add and watch: some 150 tricks, a line each
	$(VENV)/bin/python benchmarks/hostile.py

flips: $(VENV)/.dev ## flip a thousand bits of a ledger, one at a time: each that changes a row must be noticed
	SELON_FLIPS=1000 $(VENV)/bin/python -m pytest tests/ledger/test_damage.py

ledger: $(VENV)/.dev ## time a ledger of a million statements
	$(VENV)/bin/python benchmarks/ledger.py

archive: $(VENV)/.dev ## time taking in an archive of 200 and one of 20,000 pages, and what memory that takes
	$(VENV)/bin/python benchmarks/archive.py

lock: ## pin all dependencies anew, with hashes, from pyproject.toml
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip --disable-pip-version-check install --quiet uv==$(UV_VERSION)
	echo 'setuptools>=77' | $(LOCK) --output-file requirements.txt pyproject.toml -
	echo 'setuptools>=77' | $(LOCK) --output-file requirements-dev.txt --constraint requirements.txt --extra dev pyproject.toml -

clean: ## remove what the other tasks made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The environment is made once and again whenever a pinned list or the project's own file changes.

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'selon needs Python 3.11 or newer; name one with: make $(MAKECMDGOALS) PYTHON=python3.11'; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python requirements.txt pyproject.toml
	$(PIP) install -qq --require-hashes --requirement requirements.txt
	$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	$(PIP) install -qq --require-hashes --requirement requirements-dev.txt
	@touch $@
