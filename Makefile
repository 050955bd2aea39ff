# Needs Python 3.11, make and git. All else is fetched once and kept in this folder.

# The machine's own uv where it is new enough to read the lock file, else one of ours.
UV := $(if $(shell uv --version 2>/dev/null | awk '{print "0.9.0\n" $$2}' | sort -V -C && uv --version 2>/dev/null),uv,.tools/uv/bin/uv)
# The machine's own npm, else the one that comes with Node.js from Python's registry.
NPM = $(if $(shell command -v npm 2>/dev/null),npm,$(UV) run --isolated --locked --only-group npm npm)

RUN := $(UV) run --no-sync
ASSETS := src/holdfast/web/assets
ASSETS_READY := $(ASSETS)/node_modules/.package-lock.json
# Three parts run side by side on two cores: the browser's waits more than it works.
BROWSER := tests/browser
READING := tests/sources tests/returns tests/unit tests/measures_apart
BESIDE := $(BROWSER) $(READING)
PYTHON_CODE := src tests docs hatch_build.py $(wildcard benchmarks)

.PHONY: demo test deep postgresql check docs county bench wheel
.DELETE_ON_ERROR:

demo: .venv/ready $(ASSETS_READY)  ## a made-up council, its clocks and its pages, at one address
	$(RUN) holdfast demo

# What is compiled is kept, wherever that is switched off: tests start hundreds of processes.
test deep: export PYTHONDONTWRITEBYTECODE :=

test: .venv/ready-for-tests $(ASSETS_READY)  ## every test
	@$(RUN) pytest -q -p no:cacheprovider $(BROWSER) >.venv/tests-browser.txt 2>&1 & browser=$$!; \
	$(RUN) pytest -q -p no:cacheprovider $(READING) >.venv/tests-reading.txt 2>&1 & reading=$$!; \
	$(RUN) pytest -q $(addprefix --ignore=,$(BESIDE)); rest=$$?; \
	wait $$reading; reading=$$?; cat .venv/tests-reading.txt; \
	wait $$browser; browser=$$?; cat .venv/tests-browser.txt; exit $$((rest | reading | browser))

deep: .venv/ready-for-tests  ## every test, those by example on new ones, and ten thousand spoilt files
	HYPOTHESIS_PROFILE=deep HOLDFAST_MUTATIONS=10000 $(RUN) pytest -q -p no:cacheprovider --timeout 0

postgresql: .venv/ready-for-tests  ## every test of the pages with what people write on a PostgreSQL of the tests' own
	HOLDFAST_TESTS_DATABASE=postgresql $(RUN) pytest -q -p no:cacheprovider tests/pages

check: .venv/ready-for-tests  ## style, types and the order of the layers
	$(RUN) ruff check $(PYTHON_CODE) && $(RUN) ruff format --check $(PYTHON_CODE) && $(RUN) mypy $(PYTHON_CODE) && $(RUN) lint-imports --no-logo

docs: .venv/ready-for-tests  ## writes into the documents what declarations say: tables, counts, registers
	$(RUN) python -m docs.building

county: .venv/ready-for-tests  ## writes the figures of the made-up county into its page: a few minutes
	$(RUN) python -m docs.building county

bench: .venv/ready-for-tests  ## time and memory of the work that must be quick
	$(RUN) python -m benchmarks

wheel: .venv/ready $(ASSETS_READY)  ## what is installed elsewhere, with its pages and all it needs, in dist/
	rm -rf dist && $(RUN) hatchling build --target wheel
	$(UV) export --quiet --locked --no-default-groups --no-emit-project --no-header --output-file dist/requirements.txt

# Stamps: a second call finds them newer than what they were made from, and does nothing. Each
# lies in the folder it vouches for, so that deleting the folder is all it takes to start again.

.venv/ready: pyproject.toml uv.lock | $(filter .tools/%,$(UV))
	$(UV) sync --locked --no-dev --inexact
	touch $@

.venv/ready-for-tests: pyproject.toml uv.lock | $(filter .tools/%,$(UV))
	$(UV) sync --locked --inexact --extra spark
	touch $@ .venv/ready

.tools/uv/bin/uv:
	python3 -m venv .tools/uv || { echo "Python has no venv here. On Debian: apt-get install python3-venv" >&2; exit 1; }
	.tools/uv/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement uv-requirements.txt

$(ASSETS_READY): $(ASSETS)/package.json $(ASSETS)/package-lock.json | $(filter .tools/%,$(UV))
	$(NPM) --prefix $(ASSETS) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@
