// One installation under test: the real program with a clock that moves only when told, its own
// database in a folder of its own, and real SMTP. It promises to leave nothing running.
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { createInterface } from 'node:readline';
import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BINARY = process.env.TESTS_REDRESS ?? new URL('../../../target/debug/redress', import.meta.url).pathname;
/// Cases of the history that the pages are looked at with.
const CASES = 30;

/// Starts an installation. Without a folder of its own it gets a copy of the history that the run
/// prepared once (`run.mjs`); run alone, a test has the history written for it.
export async function installation({ at, cases = CASES, smtp, folder } = {}) {
  const data = folder ?? (await mkdtemp(join(tmpdir(), 'redress-browser-')));
  await chmod(data, 0o755);
  const prepared = !folder && !at && cases === CASES && process.env.TESTS_PREPARED;
  if (prepared) await promisify(execFile)('cp', ['-a', `${prepared}/.`, data]);
  const args = ['--json', 'demo', '--clock', 'manual', '--cases', String(cases), '--data', data];
  if (at) args.push('--at', at);
  const child = spawn(BINARY, args, {
    env: {
      ...process.env,
      REDRESS_BIND: '127.0.0.1:0',
      REDRESS_METRICS_BIND: '127.0.0.1:0',
      ...(smtp ? { REDRESS_SMTP_URL: smtp } : {}),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => { said = (said + chunk).slice(-8000); });
  const ready = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      try { resolve(JSON.parse(line)); } catch { /* another line than the one that says ready */ }
    });
    child.on('exit', (code) => reject(new Error(`redress demo ended with ${code}:\n${said}`)));
  }).catch(async (error) => {
    if (!folder) await rm(data, { recursive: true, force: true });
    throw error;
  });
  return {
    ...ready,
    data,
    said: () => said,
    /// Moves the clock to an instant, or on by some time; answers the instant where it then stands.
    async clock(instant) {
      return (await turn(ready.url, { at: instant })).now;
    },
    async now() {
      return (await turn(ready.url, {})).now;
    },
    async later({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      const now = new Date(await this.now()).getTime();
      return this.clock(new Date(now + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000).toISOString());
    },
    staffed(role, nth = 0) {
      return ready.staff.filter((one) => one.role === role)[nth];
    },
    async stop({ keep = false } = {}) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      await ended;
      if (!keep) await rm(data, { recursive: true, force: true });
    },
  };
}

async function turn(url, order) {
  const answer = await fetch(`${url}/demo/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(order),
  });
  if (!answer.ok) throw new Error(`clock: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
