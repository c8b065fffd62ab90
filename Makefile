# Everything runs from a .venv in this folder, made on first use from locked, hashed dependencies.
# Another Python beside it: make test PYTHON=python3.13 VENV=.venv-3.13

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
MADE := $(VENV)/.made
LISTENERS := $(abspath $(VENV))/voices

# What Python compiles is kept, whatever the environment says: tests start many processes.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-phone test-long test-hearing lint types bench lock schema

run: $(MADE)  ## start the line on this machine; no account needed
	IVR_LOCAL=1 $(BIN)/ivr serve

test: $(MADE) lint  ## everything that must pass
	$(BIN)/pytest -n auto --dist worksteal

test-phone:  ## the phone's own tests where nothing of the line is installed
	$(PYTHON) -m venv $(VENV)-phone
	$(VENV)-phone/bin/pip install --quiet --disable-pip-version-check --require-hashes \
	    -r requirements-build.lock -r phone/requirements-test.lock
	$(VENV)-phone/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index ./phone
	cd phone && $(abspath $(VENV))-phone/bin/pytest

test-long: $(MADE)  ## all tests, at full size and with many more examples, and a million random requests
	$(BIN)/pytest -n auto --dist worksteal -m "not hearing" --hypothesis-profile=long
	$(BIN)/python -m benchmarks random

test-hearing: $(MADE)  ## what a listener hears of real sounds; brings it first (148 MB, once)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-hearing.lock
	IVR_VOICES=$(LISTENERS) $(BIN)/ivr voices install listener
	IVR_VOICES=$(LISTENERS) IVR_NO_SKIPS=1 $(BIN)/pytest -m hearing tests/analysis/hearing

lint: $(MADE)  ## style, types and import rules
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(if $(shell command -v npm),$(MAKE) --no-print-directory types)

types: node_modules/.package-lock.json  ## types of the pages' scripts; nothing else needs npm
	node_modules/.bin/tsc

bench: $(MADE)  ## what a turn costs, beside what it could cost
	$(BIN)/python -m benchmarks

schema: $(MADE)  ## write the JSON Schema that editors check menus.yaml with
	$(BIN)/ivr schema > docs/menus.schema.json

# The phone itself comes from this checkout; what it needs is locked.
NEWER := --upgrade
COMPILE = uv pip compile --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-package twiml-phone --no-header --quiet $(NEWER)

lock:  ## choose newer dependencies and lock them; needs uv; NEWER= only adds what is missing
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) pyproject.toml --group dev --group phone/pyproject.toml:test -o requirements-dev.lock
	$(COMPILE) pyproject.toml --extra hear -c requirements-dev.lock -o requirements-hearing.lock
	$(COMPILE) phone/pyproject.toml --group phone/pyproject.toml:test -c requirements-dev.lock \
	    -o phone/requirements-test.lock
	$(COMPILE) --group build -c requirements-dev.lock -o requirements-build.lock

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --silent
	touch $@

$(MADE): requirements-dev.lock pyproject.toml phone/pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e ./phone -e .
	touch $@
