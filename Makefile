# `make run` and `make test` do all set-up on a fresh machine with Python 3.11 or newer.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# The CPU build of torch: this index serves it for Linux, macOS and Windows. Where it is out of reach,
# whatever the machine's own pip configuration offers is taken.
# What is installed beside the program: empty for a machine that only runs it.
EXTRAS ?= [dev]
TORCH := torch==2.13.0
TORCH_INDEX := https://download.pytorch.org/whl/cpu

.DEFAULT_GOAL := all
.PHONY: all setup index run chat test golden mutants fmt lint type bench wheel clean

all: lint type test

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Yuanfa needs Python 3.11 or newer, found " + sys.version.split()[0] + "; set PYTHON=/path/to/python3.11") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --no-deps --timeout 15 --retries 1 --index-url $(TORCH_INDEX) $(TORCH) 2>/dev/null \
		|| $(BIN)/pip install --quiet --no-deps $(TORCH)
	$(BIN)/pip install --quiet -c constraints.txt -e '.$(EXTRAS)'
	@touch $@

# The statute file and the embedding model, pinned and checksummed.
$(VENV)/.fetched: $(VENV)/.installed knowledge/fetch.py $(wildcard index/embedded/*.py)
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

test: index
	$(BIN)/yuanfa knowledge check
	$(BIN)/pytest

# What answers, rankings and citations are from now on; prints what that changes, to be read before it is kept.
golden: index
	@$(BIN)/python -m tests.golden

# Faults put in by hand, one by one, in a scratch copy: each must be seen by the test that is named with it.
mutants: index
	@$(BIN)/python -m tests.mutants

fmt: $(VENV)/.installed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/lint-imports

type: $(VENV)/.installed
	$(BIN)/mypy

# The fast figures beside what they were (benchmarks/expected.yaml); `python -m benchmarks` lists the others.
bench: index
	@$(BIN)/python -m benchmarks expected

wheel: $(VENV)/.installed
	$(BIN)/pip wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf $(VENV) dist var .mypy_cache .pytest_cache .ruff_cache .hypothesis
