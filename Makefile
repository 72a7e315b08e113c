# Two words are enough: `make run` and `make test`. Both prepare everything they need.
SHELL := bash
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
BIN := .venv/bin

.PHONY: run test reliability chat train lint format types check nlu-report nlu-study lock clean env

run: train  ## talk Telegram when a token is set, else in this terminal
	@$(BIN)/hammy run --or-chat

chat: train  ## talk in this terminal
	@$(BIN)/hammy chat

test: train  ## every test, against the trained model
	@$(BIN)/python -m pytest -n 2 --dist loadfile

reliability: train  ## every fault and abuse in full (two hours or so); writes docs/reliability.md
	@scripts/reliability.sh

train: env  ## make the model when it is missing or stale
	@$(BIN)/hammy train

lint: env  ## style
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

format: env
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

types: env  ## mypy --strict on our packages
	@$(BIN)/mypy

check: train  ## settings, content, model, database
	@$(BIN)/hammy check

nlu-report: train  ## how well Hammy understands words it was never trained on
	@$(BIN)/python -m benchmarks.nlu_report

nlu-study: train  ## which way of understanding is best; takes an hour
	@$(BIN)/python -m benchmarks.nlu_study

lock: env  ## pin the newest fitting versions again
	@scripts/lock.sh

env:
	@scripts/bootstrap.sh

clean:  ## everything that can be made again
	rm -rf .venv .uv models .mypy_cache .ruff_cache .pytest_cache .hypothesis
