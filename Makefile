# `make demo` and `make test` need nothing but Python 3.11 and make: they set up what they use.
PYTHON ?= python3
UV := 0.13.9
BIN := .venv/bin
DEMO := build/demo
# uv trusts the certificates that the machine trusts, as pip does.
export UV_SYSTEM_CERTS ?= 1

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench campaign docs lock clean

help:  ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: .venv/.developing  ## everything that development needs

demo: .venv/.running  ## the brief of the gallery's first case
	@$(BIN)/detente brief gallery:gaza-2024 --out $(DEMO)

test: .venv/.developing  ## all tests; pytest's own summary closes the output
	@$(BIN)/pytest -n 2

check: .venv/.developing  ## style, types, import contracts, tests
	@scripts/check

bench: .venv/.developing  ## every benchmark, each with its ratio to a peer
	@for file in benchmarks/bench_*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

campaign: .venv/.developing  ## the long forms of the fuzz, two-world, standing and record tests
	@for file in tests/campaigns/*.py; do echo "== $$file"; PYTHONPATH=tests $(BIN)/python $$file || exit 1; done

docs: .venv/.developing  ## the documentation, as HTML in build/docs
	@$(BIN)/sphinx-build -q -W --keep-going -b html docs build/docs
	@echo build/docs/index.html

lock: .venv/.uv  ## resolve the dependencies anew
	$(BIN)/uv pip compile -q pyproject.toml --extra charts --extra pdf --group build $(LOCKING) -o requirements.lock
	$(BIN)/uv pip compile -q pyproject.toml --extra charts --extra pdf --extra docx --extra solve --extra calendar --extra record --extra postgres --extra web --extra cluster --extra tables --extra text --group build --group test --group check --group docs -c requirements.lock $(LOCKING) -o requirements-dev.lock

LOCKING := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --upgrade

clean:  ## remove what was built
	rm -rf build .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

.venv/.uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "detente needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install -q --disable-pip-version-check uv==$(UV)
	@touch $@

.venv/.running: .venv/.uv requirements.lock pyproject.toml
	@test -e .venv/.developing || $(BIN)/uv pip sync -q --python $(BIN)/python --require-hashes requirements.lock
	@test -e .venv/.developing || $(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

.venv/.developing: .venv/.uv requirements-dev.lock pyproject.toml
	@$(BIN)/uv pip sync -q --python $(BIN)/python --require-hashes requirements-dev.lock
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@ .venv/.running
