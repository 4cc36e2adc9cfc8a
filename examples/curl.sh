#!/bin/sh
# A world of one's own with nothing but curl, in five steps: make it, use it, turn its clock, order a fault, read its
# journal. Ends with a status other than 0 when something is not as it should be.
#
#   onmock serve &  sh examples/curl.sh [http://127.0.0.1:8024]

set -eu
server=${1:-${ONMOCK_URL:-http://127.0.0.1:8024}}

# control METHOD PATH [DOCUMENT]: ask the control API; print its JSON.
control() {
    method=$1 path=$2
    shift 2
    [ $# -eq 0 ] || set -- --header 'Content-Type: application/json' --data "$1"
    curl --silent --show-error --fail --request "$method" "$@" "$server/__admin$path"
}

# member NAME: print the text or number of that name in a JSON document.
member() {
    sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"
}

# status PATH: ask the world's API with the token; print the status code.
status() {
    curl --silent --output /dev/null --write-out '%{http_code}' --header "Authorization: Bearer $token" "$base$1"
}

expect() {
    [ "$2" = "$3" ] || { echo "$1: $2, and not $3" >&2; exit 1; }
    echo "   $1: $2"
}

log_in() {
    token=$(curl --silent --show-error --fail --user "$id:$secret" --data grant_type=client_credentials \
        "$base/oauth/token" | member access_token)
}

echo '1. A world, its clock standing still at noon of 2 March 2026'
world=$(control POST /worlds '{"vendor": "oniva", "epoch": "2026-03-02", "freeze": true}')
name=$(echo "$world" | member id)
base=$(echo "$world" | member base_url)
id=$(echo "$world" | member client_id)
secret=$(echo "$world" | member client_secret)
trap 'control DELETE "/worlds/$name" >/dev/null' EXIT
echo "   $base"

echo '2. A token, and what it opens'
log_in
expect 'GET /api/v1/events' "$(status /api/v1/events)" 200

echo '3. An hour later the token has expired'
control POST /clock "{\"world\": \"$name\", \"advance\": \"PT1H\"}" >/dev/null
expect 'GET /api/v1/me' "$(status /api/v1/me)" 401
log_in
expect 'GET /api/v1/me with a new token' "$(status /api/v1/me)" 200

echo '4. 503 once, then fine'
control POST /faults "{\"world\": \"$name\", \"operation\": \"listEvents\", \"times\": 1, \"effect\": {\"status\": 503}}" \
    >/dev/null
expect 'GET /api/v1/events' "$(status /api/v1/events)" 503
expect 'GET /api/v1/events again' "$(status /api/v1/events)" 200

echo '5. What was sent'
count() {
    control POST /requests/count "{\"world\": \"$name\", \"operation\": \"$1\"}" | member count
}
expect 'requests of listEvents' "$(count listEvents)" 3
expect 'requests of issueToken' "$(count issueToken)" 2
