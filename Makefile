# make up      installs what is needed and starts a hub and an edge of this account
# make down    stops them; sessions go on
# make test    the default tests
# make check   format, lint, types, import contracts, docs
# make setup   installs what a developer needs; test and check do it by themselves
# make docs    writes the pages of docs/reference/ that tables make
# make component  builds the console's live parts (needs node; the result is committed)
# make screenshots  takes the pictures of docs/pictures/ (needs Chromium)
# make fmt     formats and mends what can be mended by itself
#
# Plain make and sh: no GNU-only flag, so that the make of macOS reads it too.

SHELL = /bin/sh
VENV = .venv
PY = $(VENV)/bin/python
RUN_STAMP = $(VENV)/.installed-run
DEV_STAMP = $(VENV)/.installed-dev
INSTALL = $(PY) -I -m pip install --quiet --no-input --disable-pip-version-check -c constraints.txt
PACKAGES = $(wildcard signalbox console broker archiver edge_agent schemas)
TEST_FLAGS = -q --durations=5
# More workers than cores: many tests wait. tests/conftest.py says what stays together.
WORKERS = -n 3 --dist loadgroup

.PHONY: help up down setup test check docs fmt launcher component screenshots

help:
	@sed -n 's/^# make /make /p' Makefile

up: $(RUN_STAMP) launcher
	@bin/signalbox up

down: launcher
	@bin/signalbox down

setup: $(DEV_STAMP)

# The first python that is new enough and can make an environment; `.venv` is never shared.
$(PY):
	@found=; bare=; \
	for p in $$PYTHON python3.13 python3.12 python3.11 python3; do \
	  "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
	  if "$$p" -c 'import venv, ensurepip' >/dev/null 2>&1; then found=$$p; break; fi; \
	  [ -n "$$bare" ] || bare=$$p; \
	done; \
	if [ -z "$$found" ] && [ -n "$$bare" ]; then \
	  version=$$("$$bare" -c 'import sys; print("python%d.%d" % sys.version_info[:2])'); \
	  echo "$$version is here, but it cannot make environments. On Debian and Ubuntu:" >&2; \
	  echo "  sudo apt-get install $$version-venv" >&2; exit 1; \
	fi; \
	if [ -z "$$found" ]; then \
	  echo "Python 3.11 or newer was not found. On Debian and Ubuntu:" >&2; \
	  echo "  sudo apt-get install python3 python3-venv" >&2; exit 1; \
	fi; \
	echo "making $(VENV) with $$("$$found" -V)"; \
	"$$found" -m venv --clear "$(VENV)"

$(RUN_STAMP): pyproject.toml constraints.txt | $(PY)
	@echo "installing the pinned dependencies (about a minute the first time)"
	@$(INSTALL) -e '.[edge,hub,console]'
	@touch $@

$(DEV_STAMP): pyproject.toml constraints.txt | $(PY)
	@echo "installing the pinned dependencies, with tools for development"
	@$(INSTALL) -e '.[edge,hub,console,dev]'
	@touch $@ $(RUN_STAMP)

# bin/signalbox: this environment and this home, by absolute path, so that it works from any folder
# and nothing in that folder is imported. SIGNALBOX_HOME in the environment still wins.
launcher: | $(RUN_STAMP)
	@mkdir -p bin
	@quote() { printf '%s' "$$1" | sed "s/'/'\\\\''/g"; }; \
	home=$${SIGNALBOX_HOME:-$$HOME/.signalbox}; \
	python=$$(cd "$(VENV)" && pwd)/bin/python; \
	{ echo '#!/bin/sh'; \
	  echo '# Written by make; it is written again by each `make up`.'; \
	  echo "home='$$(quote "$$home")'"; \
	  echo 'SIGNALBOX_HOME=$${SIGNALBOX_HOME:-$$home}'; \
	  echo 'SIGNALBOX_LAUNCHER=$$0'; \
	  echo 'export SIGNALBOX_HOME SIGNALBOX_LAUNCHER'; \
	  echo "exec '$$(quote "$$python")' -I -m signalbox \"\$$@\""; \
	} > bin/.signalbox.new && chmod 755 bin/.signalbox.new && mv bin/.signalbox.new bin/signalbox

# pytest says 5 where no test is marked `alone`.
test: $(DEV_STAMP)
	$(PY) -m pytest $(TEST_FLAGS) $(WORKERS) -m "not slow and not alone"
	$(PY) -m pytest $(TEST_FLAGS) -m "alone and not slow" || [ $$? -eq 5 ]

check: $(DEV_STAMP)
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy $(PACKAGES)
	$(VENV)/bin/lint-imports
	$(PY) -m pytest -q tests/test_repository.py tests/test_docs.py tests/signalbox/test_reference.py

docs: $(DEV_STAMP)
	$(PY) -m tests.signalbox.reference

fmt: $(DEV_STAMP)
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

# The console's live parts: needs node and npm, and writes console/static/assets, which is committed.
component:
	cd console/component && npm ci --no-progress --loglevel=error && npm run --silent check && npm test --silent && npm run --silent build

screenshots: $(DEV_STAMP)
	$(PY) -m tests.console.pictures docs/pictures
