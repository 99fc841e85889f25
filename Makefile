# Everything here needs Python 3.11 or newer and make, nothing else: the tools go into .venv.
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
  BIN := .venv/Scripts
else
  BIN := .venv/bin
endif
SHARED ?= ../shared

.PHONY: demo test lint bench clean help

help:
	@echo "make demo    set up, and align a bundled pair of reports into demo-out/"
	@echo "make test    set up, and run the tests"
	@echo "make lint    check style and types"
	@echo "make bench   measure (SHARED=folder with the gold data)"
	@echo "make clean   remove what make has made"

.venv/demo.done: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@$(BIN)/python -c "open('$@', 'w').close()"

.venv/test.done: pyproject.toml .venv/demo.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[test,lint]"
	@$(BIN)/python -c "open('$@', 'w').close()"

.venv/bench.done: pyproject.toml .venv/test.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[bench]"
	@$(BIN)/python -c "open('$@', 'w').close()"

demo: .venv/demo.done
	$(BIN)/align run corpora/cloud-global/zh.html corpora/cloud-global/en.html -o demo-out --force

test: .venv/test.done
	$(BIN)/python -m pytest

lint: .venv/test.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/bench.done
	$(BIN)/python bench/all.py $(SHARED)

clean:
	$(PYTHON) -c "import shutil; [shutil.rmtree(p, ignore_errors=True) for p in ('.venv', 'demo-out')]"
