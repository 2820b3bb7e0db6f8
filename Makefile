# .ci/run creates the environment (.venv) when needed; nothing has to be installed first.
.PHONY: help demo screenshots test nightly check docs mutants reliability dependencies bench bench-quick backtest \
  honesty site clean

help:
	@echo "make demo    build demo/: a fresh workspace and two example companies"
	@echo "make screenshots  open the pages of okrctl report in Chromium, write pictures to screenshots/"
	@echo "make test    run the tests, but those that take long"
	@echo "make nightly  run all tests at full size, and the mutants"
	@echo "make check   lint, types, layers, generated docs"
	@echo "make docs    write docs/reference/ and the other generated pages"
	@echo "make site    build docs/ as a site in site/, with a search that works offline"
	@echo "make mutants  break okrctl in known ways; a test has to notice each"
	@echo "make reliability  run everything at nightly size, write docs/internals/reliability.md"
	@echo "make dependencies  list licenses and wheels in docs/internals/dependencies.md (needs the network)"
	@echo "make bench   measure speed, write docs/internals/performance.md; bench-quick: a minute or two, printed"
	@echo "make backtest  measure forecasts on public series, write docs/guide/forecast.md"
	@echo "make honesty  measure health signals on simulated teams, printed"

demo:
	@.ci/run program
	@PATH="$(CURDIR)/.venv/bin:$$PATH" examples/demo.sh demo

screenshots:
	@.ci/run browser-setup
	@.venv/bin/python -m tests.browser.screenshots

test:
	@.ci/run test

nightly:
	@.ci/run night

check:
	@.ci/run check

docs:
	@.ci/run venv
	@.venv/bin/python docs/generate.py

site:
	@.ci/run site

mutants:
	@.ci/run venv
	@.venv/bin/python -m tests.mutants.run

reliability:
	@.ci/run venv
	@.venv/bin/python -m tests.reliability.run

dependencies:
	@.ci/run venv
	@.venv/bin/python docs/internals/dependencies.py

backtest:
	@.ci/run venv
	@.venv/bin/python -m pip install --quiet --editable '.[bench]'
	@.venv/bin/python benchmarks/backtest.py

honesty:
	@.ci/run venv
	@.venv/bin/python benchmarks/honesty.py
	@.venv/bin/python benchmarks/other_teams.py 300 31415

bench:
	@.ci/run venv
	@.venv/bin/python -m pip install --quiet --editable '.[bench]'
	@.venv/bin/python benchmarks/bench.py

bench-quick:
	@.ci/run venv
	@.venv/bin/python benchmarks/bench.py --quick

clean:
	rm -rf demo screenshots site dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
