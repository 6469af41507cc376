# Two commands for everybody: `make demo` and `make test`. The rest is for who works on it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
TESTREADY := $(VENV)/test-ready
SOURCES := foundation lrs content_packages lti_tool leerspoor tests benchmarks workshop

.DEFAULT_GOAL := help

help: ## Say what can be done here
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

demo: setup ## Start Leerspoor with a demo academy, and say which address to open
	@$(BIN)/leerspoor demo

demo-reset: setup ## Start the demo afresh
	@$(BIN)/leerspoor demo --reset

run: setup ## Serve the product with your own settings (docs/settings.md)
	@$(BIN)/leerspoor serve

setup: $(READY) ## Make .venv with everything, and build what is built

$(READY): setup.cfg pyproject.toml package-lock.json workshop/vendor.py
	@$(PYTHON) workshop/setup.py $(VENV)
	@touch $@

system-packages: ## Install PostgreSQL, Chromium and fonts from Debian, where they are missing
	@sh workshop/system-packages.sh

test: setup system-packages ## Run all tests: both databases and the browser
	@$(BIN)/python -m pytest -n 3 --dist loadgroup $(TESTS)

browsers: setup ## Walk a launch in Firefox and WebKitGTK (firefox-esr, webkit2gtk-driver, xvfb)
	@$(BIN)/python -m tests.browsers

check: setup ## Look at form, types, layers and translations
	@$(BIN)/ruff format --check $(SOURCES)
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python workshop/translations.py --check

fix: setup ## Mend the form of the code
	@$(BIN)/ruff check --fix -q $(SOURCES) || true
	@$(BIN)/ruff format $(SOURCES)

translations: setup ## Collect all texts, renew and compile the catalogues
	@$(BIN)/python workshop/translations.py

bench: setup system-packages ## Measure, each against a baseline in the same run
	@$(BIN)/python -m benchmarks.statements
	@$(BIN)/python -m benchmarks.record_store
	@$(BIN)/python -m benchmarks.pages
	@$(BIN)/python -m benchmarks.launches
	@$(BIN)/python -m benchmarks.packages
	@$(BIN)/python -m benchmarks.players

.PHONY: help demo demo-reset run setup system-packages test browsers check fix translations bench
