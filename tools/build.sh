# Sourced by dev.sh: compiling server and web.

export CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS:-pch_defines,time_macros}

# build_web: only when something it is made of changed since the last time.
build_web() {
  local stamp=web/dist/.built newest=""
  if [ -f "$stamp" ]; then
    newest=$(find web contract -newer "$stamp" -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' \
      -not -path '*/test-results/*' -not -name '*.tsbuildinfo' -print -quit)
    [ -z "$newest" ] && return 0
  fi
  install_web_modules
  run_in web npm run --silent build
  touch "$stamp"
}

install_web_modules() {
  local stamp=web/node_modules/.installed
  if [ -f "$stamp" ] && [ ! web/package-lock.json -nt "$stamp" ]; then return 0; fi
  run_in web npm install --no-save --no-audit --no-fund --loglevel=error
  touch "$stamp"
}

# configure FOLDER OPTION...
configure() {
  local folder=$1
  shift
  if [ ! -f "$folder/build.ninja" ]; then run cmake -S . -B "$folder" -G Ninja "$@"; fi
}

# CENTRALINO_BATCH=N compiles N files as one.
build_server() {
  configure build ${CENTRALINO_BATCH:+-DCMAKE_UNITY_BUILD=ON "-DCMAKE_UNITY_BUILD_BATCH_SIZE=$CENTRALINO_BATCH"}
  run cmake --build build --target "${@:-all}"
}
