# Two commands matter: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup demo test soak audit check format lock clean

setup: $(VENV)/.ready

# Pinned dependencies first (with hashes), then havenline itself.
$(VENV)/.ready: requirements.lock requirements-dev.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Havenline needs Python 3.11 or newer.")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

demo: setup
	$(BIN)/havenline demo --store .demo

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# On all cores, a file to one of them; a real browser and what measures speed run alone afterwards.
test: check
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not benchmark and not browser"
	$(BIN)/python -m pytest -m "browser and not benchmark"
	$(BIN)/python -m pytest -m benchmark

# The long form of every proof in tests/proof: hours, not minutes.
soak: setup
	HAVENLINE_SOAK=1 $(BIN)/python -m pytest tests/proof

audit: setup
	$(BIN)/python -m tests.proof.audit

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) .demo
