// One installation under test: the real program with a clock that moves only when told, its own
// database in a folder of its own, and real SMTP. It promises to leave nothing running.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BINARY = process.env.TESTS_REDRESS ?? new URL('../../../target/debug/redress', import.meta.url).pathname;

export async function installation({ at, cases = 0, smtp, folder }) {
  const data = folder ?? (await mkdtemp(join(tmpdir(), 'redress-browser-')));
  await chmod(data, 0o755);
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
  });
  return {
    ...ready,
    data,
    said: () => said,
    async clock(instant) {
      const answer = await fetch(`${ready.url}/demo/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: ready.url },
        body: JSON.stringify({ at: instant }),
      });
      if (!answer.ok) throw new Error(`clock: ${answer.status} ${await answer.text()}`);
    },
    async stop({ keep = false } = {}) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      await ended;
      if (!keep) await rm(data, { recursive: true, force: true });
    },
  };
}
