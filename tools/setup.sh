# Sourced by dev.sh: what must be on the machine. Installs what is missing and says so; does nothing, in
# a blink, when all is there.

as_root() {
  if [ "$(id -u)" = 0 ]; then run "$@"; else run sudo "$@"; fi
}

# wanted_packages GROUP...
wanted_packages() {
  local groups=" $* "
  while read -r group package; do
    case "$groups" in *" $group "*) echo "$package" ;; esac
  done < <(grep -v '^#' tools/packages.txt)
}

missing_packages() {
  local package
  for package in $(wanted_packages "$@"); do
    # A Node.js that is new enough, however it came, stands for Debian's packages.
    if [ "$package" = nodejs ] || [ "$package" = npm ]; then
      if command -v "$(echo "$package" | sed 's/nodejs/node/')" >/dev/null; then continue; fi
    fi
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || echo "$package"
  done
}

install_packages() {
  local missing
  missing=$(missing_packages "$@" | tr '\n' ' ')
  [ -z "${missing// /}" ] && return 0
  if ! command -v apt-get >/dev/null; then
    echo "These Debian 12 packages are needed: $missing" >&2
    exit 1
  fi
  as_root apt-get update -qq
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
}

node_is_new_enough() {
  local version
  version=$("$1" --version 2>/dev/null | sed 's/^v//') || return 1
  [ "$(printf '%s\n20.19.0\n' "$version" | sort -V | head -n 1)" = 20.19.0 ]
}

# Debian 12 has Node.js 18; the web tools need 20.19. It comes as an npm package, into .tools/.
setup_node() {
  if [ -x .tools/node_modules/.bin/node ]; then
    PATH="$PWD/.tools/node_modules/.bin:$PATH"
  elif ! node_is_new_enough node; then
    mkdir -p .tools
    echo '{"private":true}' > .tools/package.json
    run npm install --prefix .tools --no-save node@20 npm@10
    PATH="$PWD/.tools/node_modules/.bin:$PATH"
  fi
  export PATH
}

# setup GROUP...
setup() {
  install_packages "$@"
  case " $* " in *" web "*) setup_node ;; esac
}
