# The usual tasks. Without make (Windows): the python -m … commands beside each target in README.md.
#
#   make run            the web page on http://127.0.0.1:7860 (PORT=8000 changes the port)
#   make demo           drafts an example into out/, checks it, prints the report
#   make test | lint    all tests | formatting, rules, types, layers
#   make bench | eval   timings | quality of drafts, of searching and of checking
#   make bench-index    timings of searching among 10,000 declarations (some five minutes)
#   make bench-page     the page under load, in a browser beside an empty one (some ten minutes)
#   make picture        takes the README's and the manual's pictures of the page anew
#   make clean          removes .venv, out/ and caches
#
# PYTHON=python3.12 chooses the interpreter the environment is made with.

PYTHON ?= python3
BRIEF ?= eval/briefs/05-大模型.md

VENV := .venv
PY := $(VENV)/bin/python
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
TOOLS := $(VENV)/installed-tools

.PHONY: help run demo test lint bench bench-index bench-page eval picture clean
.DEFAULT_GOAL := help

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' Makefile

run: $(INSTALLED)
	$(PY) app.py

demo: $(INSTALLED)
	@mkdir -p out
	$(PY) -m assistant draft "$(BRIEF)" -o out/draft.json || [ $$? -eq 1 ]
	$(PY) -m assistant convert out/draft.json -o out/declaration.json
	$(PY) -m assistant convert out/draft.json -o out/declaration.docx
	$(PY) -m assistant check out/declaration.docx -o out/report.txt || [ $$? -eq 1 ]
	@cat out/report.txt
	@ls -l out

test: $(TOOLS)
	$(PY) -m pytest -n 2 --dist loadfile

lint: $(TOOLS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(TOOLS)
	$(PY) -m eval.bench

bench-index: $(INSTALLED)
	$(PY) -m eval.bench --index

bench-page: $(TOOLS)
	$(PY) -m eval.bench_page

eval: $(INSTALLED)
	$(PY) -m eval

# The pictures in the README and in the manual, taken from the real page.
picture: $(TOOLS)
	$(PY) tests/e2e/picture.py

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment is made anew only when a list of requirements changes.
$(INSTALLED): requirements.txt
	$(call install,-r requirements.txt)
	@touch $@

$(TOOLS): requirements.txt tests/requirements.txt
	$(call install,-r requirements.txt -r tests/requirements.txt)
	@touch $@ $(INSTALLED)

# uv when it works here, else pip; an environment made by uv has no pip of its own.
define install
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …" >&2; exit 1; }
	@if uv --version >/dev/null 2>&1; then \
	  echo "uv pip install $(1)"; \
	  { [ -x $(PY) ] || UV_PYTHON_DOWNLOADS=never uv venv --quiet --allow-existing --python $(PYTHON) $(VENV); } && \
	  uv pip install --quiet --python $(PY) $(1); \
	else \
	  echo "pip install $(1)"; \
	  { [ -x $(PY) ] || $(PYTHON) -m venv $(VENV); } && \
	  { $(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null; } && \
	  $(PY) -m pip install --quiet --disable-pip-version-check $(1); \
	fi
endef
