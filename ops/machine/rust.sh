# shellcheck shell=bash
# Rust, at the version that rust-toolchain.toml pins. It is never installed behind anyone's back.

rust_version() { sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml; }

want_rust() {
  local pinned found
  pinned=$(rust_version)
  [ -d "${HOME:-}/.cargo/bin" ] && PATH=$HOME/.cargo/bin:$PATH
  command -v cargo >/dev/null || stop 'there is no Rust here; install it with' \
    "  curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal --default-toolchain $pinned -c rustfmt -c clippy" \
    'and then run this again'
  found=$(rustc --version | cut -d' ' -f2)
  [ "$found" = "$pinned" ] ||
    stop "this is Rust ${found:-of no version}, and the house is built with $pinned" "with rustup: rustup toolchain install $pinned --profile minimal -c rustfmt -c clippy"
}

# A compiler without the C library's headers is no use: Rust links with it, and one library is C.
has_compiler() { echo 'int main(void) { return 0; }' | cc -x c -include stdlib.h -o /dev/null - 2>/dev/null; }

want_compiler() {
  has_compiler && return
  [ "$(uname -s)" != Darwin ] || stop 'there is no C compiler' 'install it with: xcode-select --install'
  wanted+=(compiler)
}

target_folder() {
  cargo metadata --format-version 1 --no-deps --offline | sed 's/.*"target_directory":"\([^"]*\)".*/\1/'
}
