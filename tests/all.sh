#!/usr/bin/env bash
# Everything that CI runs: format, lint, types and dead code beside the tests, so that both processors have work.
set -u
npm run check &
check=$!
vitest run
tests=$?
wait "$check" || exit 1
exit "$tests"
