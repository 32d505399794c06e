# Every target makes its own environment from nothing; Python >= 3.11 is all that must be there.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: demo test lint bench fuzz faults workbooks lock clean

demo: $(VENV)/ready
	$(BIN)/xltools demo 模拟省

test: $(VENV)/ready
	$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/ready
	$(BIN)/python -m bench $(ARGS)

fuzz: $(VENV)/ready
	$(BIN)/python -m fuzz $(ARGS)

faults: $(VENV)/ready
	$(BIN)/python -m tests.faults $(ARGS)

workbooks: $(VENV)/ready
	$(BIN)/python -m xltools.build

# One environment for all targets; the lock holds names, versions and hashes.
$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'xltools needs Python 3.11 or newer')"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

lock:
	$(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/pip install --quiet uv
	$(VENV)-lock/bin/uv pip compile pyproject.toml --extra dev --extra cluster --universal --generate-hashes --no-header \
	  --no-emit-index-url --python-version 3.11 --output-file requirements.lock
	rm -rf $(VENV)-lock

clean:
	rm -rf $(VENV) 模拟省 dist
