#!/usr/bin/env bash
# Every pack over the twenty seeds that its verdict needs. Part of `npm run verify`: minutes, not seconds.
set -euo pipefail
for pack in may-2016-cassandra may-2016-ddos may-2016-timeouts may-2016-month july-2018-auth; do
  node bin/tempfail.js replay "$pack" --seeds 20
done
