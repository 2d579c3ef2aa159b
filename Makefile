# Bookbag's commands. All that they need beyond this: Python 3.11 (or newer), git, make.

PORT ?= 8550
DATA ?= data/demo
OPEN ?= 1
RESET ?=
ENGINE ?=
HOURS ?=
ONLY ?=

PYTHON := $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
RUN := .venv/bin/python

.PHONY: help setup demo test app serve po shots bench python

help:
	@echo "make demo     a demo school on http://127.0.0.1:$(PORT)   (PORT= DATA= OPEN=0 RESET=1 HOURS=1 ENGINE=http://...)"
	@echo "make test     every check and test"
	@echo "make app      the same app in a window of its own, against a running demo"
	@echo "make serve    a school of your own (settings in DATA)"
	@echo "make setup    only set up: packages, catalogs, web files"
	@echo "make po       collect the app's sentences for translators"
	@echo "make shots    take the pictures in docs/pictures"
	@echo "make bench    measure (ONLY=name,name)"

python:
	@test -n "$(PYTHON)" || { echo "Bookbag needs Python 3.11 or newer. Install it (on Debian: apt install python3 python3-venv) and run make again."; exit 1; }

setup: python
	@$(PYTHON) tools/setup.py

demo: setup
	@$(RUN) bookbag.py demo --port "$(PORT)" --data "$(DATA)" \
		$(if $(filter 0,$(OPEN)),--no-open) $(if $(filter-out 0,$(RESET)),--reset) $(if $(filter-out 0,$(HOURS)),--hours) $(if $(ENGINE),--engine "$(ENGINE)")

serve: setup
	@$(RUN) bookbag.py serve --port "$(PORT)" --data "$(DATA)"

app: python
	@$(PYTHON) tools/setup.py desktop
	@BOOKBAG_SERVER="http://127.0.0.1:$(PORT)" $(RUN) -m tools.open_app

test: python
	@$(PYTHON) tools/setup.py test
	@$(RUN) -m tools.needs
	@$(RUN) -m tools.checks

po: setup
	@$(RUN) -m tools.catalogs collect

shots: python
	@$(PYTHON) tools/setup.py test
	@$(RUN) -m tools.shots

bench: python
	@$(PYTHON) tools/setup.py test
	@$(RUN) -m bench $(if $(ONLY),--only "$(ONLY)")
