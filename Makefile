# .ci/run makes the environment (.venv) when it is needed; nothing has to be installed first.
.PHONY: help demo test check docs clean

help:
	@echo "make demo    make demo/ and look at it: a fresh workspace and two example companies"
	@echo "make test    run the tests"
	@echo "make check   lint, types, layers, generated docs"
	@echo "make docs    write docs/cli.md and docs/rules.md anew"

demo:
	@.ci/run venv
	@PATH="$(CURDIR)/.venv/bin:$$PATH" examples/demo.sh demo

test:
	@.ci/run test

check:
	@.ci/run check

docs:
	@.ci/run venv
	@.venv/bin/python docs/generate.py

clean:
	rm -rf demo dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
