# Every target sets up what it needs on a fresh machine first (.ci/setup). Needs only bash, and root or sudo for Debian packages.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run demo test check site end2end screenshots bench clean

# More arguments for `run`, `demo` and `bench`: make run ARGS="--listen 127.0.0.1:4000"
ARGS ?=

help: ## This list
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: ## Build everything and serve it on http://127.0.0.1:3000, data in ./data
	@.ci/serve serve $(ARGS)

demo: ## The same with a made-up organisation and made-up platforms, everything clickable
	@.ci/serve demo $(ARGS)

test: ## All tests: Rust on SQLite and PostgreSQL, lints, site, size budget, browser
	@.ci/test

check: ## Format, lints and licences, without running anything
	@.ci/test fmt clippy
	@if cargo deny --version >/dev/null 2>&1; then cargo deny --log-level error check; else echo "no cargo-deny here: skipped"; fi

site: ## The browser's part, small, and its sizes; prints its folder
	@.ci/site release && .ci/site budget

end2end: ## The browser tests alone
	@.ci/end2end spec

screenshots: ## Every screen in every width, theme and language, into end2end/out; the README's pictures are three of them
	@.ci/end2end shots
	@cp end2end/out/members-1440-light-en.png .github/members.png
	@cp end2end/out/sync-review-1440-light-en.png .github/review.png
	@cp end2end/out/join-360-light-en.png .github/join.png
	@cp end2end/out/import-checked-1440-light-en.png .github/import.png

bench: ## What it costs: bytes of a first visit, start, memory, lists, synchronisation
	@.ci/bench $(ARGS)

clean: ## Forget what was built, here and in the cache
	@. .ci/env && rm -rf "$$CARGO_TARGET_DIR" end2end/out
