# make demo and make test are all the set-up a fresh machine needs.
.DEFAULT_GOAL := help
.PHONY: help demo test check native interpreted format bench gold soak lock clean
BIN := .venv/bin
DEMO := demo.duckdb

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: ## read the sample reports and show what trichluc is for
	@.ci/setup runtime
	@rm -rf $(DEMO) $(DEMO).*
	@$(BIN)/trichluc ingest samples --db $(DEMO) || [ $$? -eq 1 ]
	@$(BIN)/trichluc overview --db $(DEMO)

test: ## formatting, lint, types and tests, as CI runs them
	@.ci/setup dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2

native: ## compile the citation engine: the same results at nearly twice the speed
	@.ci/setup native

interpreted: ## drop the compiled engine: what runs is the source, as while one works on it
	@find extract normalize -name '*.so' -delete
	@rm -f trichluc__mypyc*.so

format: ## put the code into our layout
	@.ci/setup dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: ## measure: speed, tables, references (long)
	@.ci/setup bench
	@for script in $$(ls benchmarks/*_speed.py benchmarks/*_quality.py 2>/dev/null); do $(BIN)/python $$script || exit 1; done

gold: ## precision and recall on the gold labels, and what changed since the last commit
	@.ci/setup dev
	@$(BIN)/python benchmarks/gold.py

soak: ## 2,000 mixed reports read under random kills, every count checked (long)
	@.ci/setup bench
	@$(BIN)/python benchmarks/soak.py

lock: ## pin the dependencies again, from pyproject.toml
	@.ci/setup dev
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  pyproject.toml .ci/build.in -o .ci/requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --extra dev -c .ci/requirements.lock pyproject.toml .ci/build.in -o .ci/requirements-dev.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --extra bench -c .ci/requirements-dev.lock pyproject.toml .ci/build.in -o .ci/requirements-bench.lock

clean: interpreted ## remove what was made here
	rm -rf .venv build *.egg-info $(DEMO) $(DEMO).*
