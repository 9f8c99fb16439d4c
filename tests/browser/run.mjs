// Runs every browser test on one prepared history: it is written once, and each test gets a copy
// of its own. Ends as the tests end, and leaves no folder behind.
import { spawn } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { installation } from './house/installation.mjs';

const here = new URL('.', import.meta.url).pathname;
const asked = process.argv.slice(2);
const files = asked.length ? asked : (await readdir(here)).filter((name) => name.endsWith('.test.mjs')).sort();
const first = await installation();
await first.stop({ keep: true });
const tests = spawn(process.execPath, ['--test', '--test-concurrency=2', '--test-reporter=spec', ...files], {
  cwd: here,
  env: { ...process.env, TESTS_PREPARED: first.data },
  stdio: 'inherit',
});
const code = await new Promise((resolve) => tests.once('exit', resolve));
await rm(first.data, { recursive: true, force: true });
process.exitCode = code ?? 1;
