#!/usr/bin/env bash
# Every fault and abuse in full, then the tables of docs/reliability.md from what was measured.
# What is held to a time has the machine for itself; the rest waits more than it works, so three
# run at once, the longest first. All parts run even if one fails.
set -uo pipefail
cd "$(dirname "$0")/.."
export RELIABILITY_FIGURES="$PWD/results/reliability"
rm -rf "$RELIABILITY_FIGURES" && mkdir -p "$RELIABILITY_FIGURES"
timed=tests/reliability/test_floods.py
longest=(tests/storage/dispatch/test_year.py tests/reliability/test_fuzz.py)
rest=()
for file in tests/reliability/test_*.py; do
  [[ " $timed ${longest[*]} " == *" $file "* ]] || rest+=("$file")
done
run() { .venv/bin/python -m pytest -m "full or reliability" "$@"; }

run "$timed"
alone=$?
run "${longest[@]}" "${rest[@]}" -n 3 --dist loadfile --no-loadscope-reorder
together=$?
.venv/bin/python -m tests.reliability.report "$RELIABILITY_FIGURES" && exit $((alone || together))
