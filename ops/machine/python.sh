# shellcheck shell=bash
# Python serves only to bring tools: Node where the system's is too old, and what the tests run with.
# Each lives in an environment of its own, with versions and digests pinned in the lists beside this file.

has_python() { python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))' 2>/dev/null; }

fill_environment() {
  python3 -m venv "$1" &&
    "$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
      --only-binary :all: --require-hashes -r "$2" >&2
}

# python_environment NAME LIST: makes the environment once, and again when the list changes.
python_environment() {
  make_once "$cache_folder/$1" "$2" fill_environment "$cache_folder/$1" "$2"
}

want_test_tools() {
  python_environment test-tools ops/machine/test-tools.txt ||
    stop 'the tools of ops/machine/test-tools.txt could not be fetched with pip'
  TESTS_PYTHON=$cache_folder/test-tools/bin/python
  export TESTS_PYTHON
  PATH=$PATH:$cache_folder/test-tools/bin
}
