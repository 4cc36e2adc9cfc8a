# Every recipe uses paths relative to this folder, so a checkout path with blanks works.
# GNU make 3.81 (the one macOS ships) is enough.

PYTHON      ?= python3
PYTEST_ARGS ?= -n auto --dist loadgroup

# Some shells export HOST with the name of the machine; only `make serve HOST=...` counts.
ifneq ($(origin HOST),command line)
HOST :=
endif

.DEFAULT_GOAL := help

# Absolute, because tests run npm from temporary folders; not in the home folder, which may be read-only.
export npm_config_cache := $(CURDIR)/.venv/npm-cache
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# Where the home folder cannot be written, pip would warn about its cache or, as root, make one.
ifneq ($(shell d="$${XDG_CACHE_HOME:-$$HOME/.cache}"; [ -d "$$d" ] || d="$${d%/*}"; [ -w "$$d" ] || echo read-only),)
export PIP_NO_CACHE_DIR := 1
endif

# A copied or moved .venv still points to the old checkout, so the stamp holds the path it was made for.
# .unfinished is there while the test tools are installed; found at the start, it tells of an interruption.
stale := $(shell [ -x .venv/bin/onmock ] && [ -x .venv/bin/python ] && [ ! -e .venv/.unfinished ] && \
	[ "$$(cat .venv/.installed 2>/dev/null)" = "$$(pwd -P)" ] || echo stale)

python_problem = $(shell \
	command -v "$(PYTHON)" >/dev/null 2>&1 || { echo "$(PYTHON) was not found"; exit; }; \
	"$(PYTHON)" -c "" >/dev/null 2>&1 || { echo "$(PYTHON) does not run"; exit; }; \
	"$(PYTHON)" -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
		{ echo "$(PYTHON) is $$("$(PYTHON)" --version 2>&1)"; exit; }; \
	"$(PYTHON)" -c "import venv, ensurepip" >/dev/null 2>&1 || \
		echo "$(PYTHON) lacks venv or ensurepip (Debian, Ubuntu: install python3-venv)")
refuse = $(if $(1),$(error onmock needs Python 3.11 or newer: $(1). Choose another with PYTHON=python3.12))

.PHONY: help install serve test lint types fuzz bench bench-drift clean stale

help:
	@echo 'make serve    serve on port 8024 (PORT=9000, HOST=::1, VENDORS=oniva, ARGS="--scale 1000000")'
	@echo 'make test     run the tests (ARGS="-k token", PYTEST_ARGS= for one process)'
	@echo 'make install  make .venv with the onmock command; serve and test do it by themselves'
	@echo 'make lint     ruff and hadolint'
	@echo 'make types    mypy'
	@echo 'make fuzz     1,000 examples for every operation, some minutes'
	@echo 'make bench    the table of benchmarks'
	@echo 'make bench-drift  what other tools see of drift, half an hour, with npm (ARGS=--quick, ARGS=--all)'
	@echo 'make clean    remove .venv, caches and builds'
	@echo 'PYTHON=python3.12 chooses the Python that .venv is made with (3.11 or newer).'

install: .venv/.installed
	@echo 'Ready: .venv/bin/onmock'

# The stamp is removed first and written last: without it the next run starts from nothing.
.venv/.installed: pyproject.toml $(stale)
	$(if $(stale),$(call refuse,$(python_problem)))@rm -f $@
	$(if $(stale),@echo 'Making .venv'; rm -rf .venv && "$(PYTHON)" -m venv .venv)
	@echo 'Installing onmock'
	@.venv/bin/python -m pip install -qq --editable .
	@pwd -P >$@

# When pip itself gives up (no network), nothing was changed and the mark goes, so that `make serve` still works.
# The trap keeps the mark on Ctrl-C, which pip reports as an ordinary error.
.venv/.installed-test: .venv/.installed
	@echo 'Installing what the tests need'
	@touch .venv/.unfinished
	@trap 'exit 130' HUP INT TERM; \
		.venv/bin/python -m pip install -qq --editable '.[test]' || { rm .venv/.unfinished; exit 1; }
	@rm .venv/.unfinished
	@touch $@

# exec: signals reach the server itself, with no shell between.
serve: .venv/.installed
	@exec .venv/bin/onmock serve $(VENDORS) $(if $(HOST),--host '$(HOST)') $(if $(PORT),--port '$(PORT)') $(ARGS)

test: .venv/.installed-test
	.venv/bin/python -m pytest $(PYTEST_ARGS) $(ARGS)

lint: .venv/.installed-test
	.venv/bin/python -m ruff check .
	.venv/bin/python -m ruff format --check .
	.venv/bin/hadolint Dockerfile

types: .venv/.installed-test
	.venv/bin/python -m mypy

fuzz: .venv/.installed-test
	.venv/bin/python -m pytest -m fuzz -p no:randomly tests $(ARGS)

bench: .venv/.installed-test
	.venv/bin/python -m bench $(ARGS)

bench-drift: .venv/.installed-test
	@.venv/bin/python -m bench.peers $(ARGS)

clean:
	rm -rf .venv build dist node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis .schemathesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
