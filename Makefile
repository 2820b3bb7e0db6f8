# .ci/run makes the environment (.venv) when it is needed; nothing has to be installed first.
.PHONY: help demo test check docs mutants reliability dependencies bench bench-quick backtest clean

help:
	@echo "make demo    make demo/ and look at it: a fresh workspace and two example companies"
	@echo "make test    run the tests"
	@echo "make check   lint, types, layers, generated docs"
	@echo "make docs    write docs/cli.md and docs/rules.md anew"
	@echo "make mutants  break okrctl in named ways and see that a test notices each"
	@echo "make reliability  try everything at nightly size, and the mutants, into docs/reliability.md"
	@echo "make dependencies  licences and wheels of what okrctl needs, into docs/dependencies.md (needs the network)"
	@echo "make bench   measure okrctl, into docs/performance.md; bench-quick: a minute or two, printed"
	@echo "make backtest  measure the forecasts on public series, into docs/forecast.md"

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

mutants:
	@.ci/run venv
	@.venv/bin/python -m tests.mutants.run

reliability:
	@.ci/run venv
	@.venv/bin/python -m tests.reliability.run

dependencies:
	@.ci/run venv
	@.venv/bin/python docs/dependencies.py

backtest:
	@.ci/run venv
	@.venv/bin/python -m pip install --quiet --editable '.[bench]'
	@.venv/bin/python benchmarks/backtest.py

bench:
	@.ci/run venv
	@.venv/bin/python -m pip install --quiet --editable '.[bench]'
	@.venv/bin/python benchmarks/bench.py

bench-quick:
	@.ci/run venv
	@.venv/bin/python benchmarks/bench.py --quick

clean:
	rm -rf demo dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
