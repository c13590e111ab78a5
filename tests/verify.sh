#!/usr/bin/env bash
# The long checks, in parts of less than half an hour on two processors: `npm run verify`, or
# `npm run verify -- --only NAME` for one of them (repeatable), or `-- --list`. All parts run even if one fails; then
# the exit code is 1.
set -uo pipefail
cd "$(dirname "$0")/.."

packs=(may-2016-cassandra may-2016-ddos may-2016-timeouts may-2016-month july-2018-auth)
parts=(closed-forms "${packs[@]}" examples)

run() {
  case $1 in
    # Every case at its full length.
    closed-forms) node bin/tempfail.js verify --length full ;;
    # The examples that `npm test` shortens, whole, against their golden files.
    examples) TEMPFAIL_WHOLE=1 npx vitest run tests/scenarios/examples tests/scenarios/scale.test.ts ;;
    # A pack over the twenty seeds that its verdict needs.
    *) node bin/tempfail.js replay "$1" --seeds 20 ;;
  esac
}

wanted=()
while [ $# -gt 0 ]; do
  case $1 in
    --list)
      printf '%s\n' "${parts[@]}"
      exit 0
      ;;
    --only)
      if ! printf '%s\n' "${parts[@]}" | grep -qxF -- "${2-}"; then
        echo "--only ${2-}: expected one of ${parts[*]}" >&2
        exit 2
      fi
      wanted+=("$2")
      shift 2
      ;;
    *)
      echo "$1: expected --only NAME or --list" >&2
      exit 2
      ;;
  esac
done
[ ${#wanted[@]} -gt 0 ] || wanted=("${parts[@]}")

failed=()
for part in "${wanted[@]}"; do
  began=$SECONDS
  echo "== $part"
  run "$part" || failed+=("$part")
  echo "== $part: $((SECONDS - began)) s"
done
[ ${#failed[@]} -eq 0 ] && exit 0
echo "failed: ${failed[*]}"
exit 1
