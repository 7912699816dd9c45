#!/usr/bin/env bash
# The developer's verbs. Prints the plain commands it runs.
set -euo pipefail
. tools/setup.sh
. tools/build.sh
. tools/test.sh

run() {
  printf '+ %s\n' "$*" >&2
  "$@"
}
run_in() {
  local folder=$1
  shift
  printf '+ (cd %s) %s\n' "$folder" "$*" >&2
  (cd "$folder" && "$@")
}

help() {
  cat <<'TEXT'
./dev run [OPTION...]    set up, build and serve the demo on http://127.0.0.1:8080
                         --http HOST:PORT, --data DIR, --database URL, --sip HOST:PORT pass through
./dev test [STAGE...]    set up, build and prove everything, or the stages named:
                         lint unit scenarios store sanitize e2e; only when named: threads, real calls
                         into a build that reports data races
./dev build              set up and build server and web
./dev bench [NAME...]    measure; docs/benchmarks.md says what and how
./dev fmt                format everything
./dev lint               format check, import rules, purity of the engine, banned calls
./dev contract           write contract/ and the web's types anew from the C++ structs
./dev setup              install what building and testing need
./dev help               this text
TEXT
}

dev_run() {
  setup build web
  build_web
  build_server centralino
  case " $* " in
    *" --data "* | *" --data="*) ;;
    *) set -- --data data/demo "$@" ;;
  esac
  # Any soft phone of this machine may call the demo.
  case " $* " in
    *" --sip "* | *" --sip="*) ;;
    *) set -- --sip 127.0.0.1:5060 --sip-trust 127.0.0.1/32 "$@" ;;
  esac
  run exec ./build/server/main/centralino serve --demo "$@"
}

dev_contract() {
  setup build web
  build_server centralino
  mkdir -p contract
  for document in openapi errors; do
    run ./build/server/main/centralino contract "$document" > "contract/$document.json"
  done
  run ./build/server/main/centralino contract config > contract/centralino.example.toml
  install_web_modules
  run_in web npm run --silent types
}

verb=${1:-help}
[ $# -gt 0 ] && shift
case "$verb" in
  run) dev_run "$@" ;;
  test) dev_test "$@" ;;
  build)
    setup build web
    build_web
    build_server
    ;;
  bench)
    setup build web test
    build_web
    build_server
    run tools/bench.sh "$@"
    ;;
  fmt)
    setup build web test
    cpp_files | xargs -0 clang-format -i
    install_web_modules
    run_in web npm run --silent format
    ;;
  lint)
    setup build web test
    build_server
    stage_lint
    ;;
  contract) dev_contract ;;
  setup) setup build web test ;;
  help | --help | -h) help ;;
  *)
    echo "./dev: no verb \"$verb\"; ./dev help lists them" >&2
    exit 2
    ;;
esac
