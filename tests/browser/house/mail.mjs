// A real SMTP server (aiosmtpd) that keeps what it gets in a Maildir, and a reader of that
// folder. Mail is decoded just far enough to find subject, text, language and headers.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PYTHON = process.env.TESTS_PYTHON ?? 'python3';

export async function mailServer() {
  const folder = await mkdtemp(join(tmpdir(), 'redress-mail-'));
  const port = await freePort();
  const child = spawn(PYTHON, ['-m', 'aiosmtpd', '-n', '-l', `127.0.0.1:${port}`, '-c', 'aiosmtpd.handlers.Mailbox', join(folder, 'box')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => { said += chunk; });
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`aiosmtpd ended: ${said}`);
    const { connect } = await import('node:net');
    return new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); });
      socket.on('error', () => resolve(false));
    });
  }, 'the mail server to listen');
  return {
    url: `smtp://127.0.0.1:${port}`,
    async all() {
      const box = join(folder, 'box', 'new');
      const names = await readdir(box).catch(() => []);
      const mails = await Promise.all(names.map(async (name) => parse(await readFile(join(box, name), 'utf8'))));
      return mails.sort((a, b) => a.order - b.order);
    },
    async waitFor(test, what) {
      return until(async () => (await this.all()).reverse().find(test), what);
    },
    async stop() {
      child.kill('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function until(test, what, patience = 30_000) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await test();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

let counter = 0;
function parse(raw) {
  const end = raw.search(/\r?\n\r?\n/);
  const headers = {};
  for (const line of raw.slice(0, end).replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const body = raw.slice(end).trim();
  return {
    order: counter++,
    headers,
    to: headers.to ?? headers['x-rcptto'],
    toName: display(headers.to ?? ''),
    subject: words(headers.subject ?? ''),
    language: headers['content-language'],
    id: headers['message-id'],
    text: plain(body, headers['content-type'] ?? '', headers['content-transfer-encoding'] ?? ''),
  };
}

/// The name that stands beside an address.
function display(to) {
  const name = words(to.replace(/\s*<[^<>]*>$/, '').trim());
  return name.startsWith('"') ? name.slice(1, -1).replace(/\\(.)/g, '$1') : name;
}

function plain(body, type, encoding) {
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (!boundary) return decode(body, encoding);
  const part = body.split(`--${boundary}`).find((p) => /content-type:\s*text\/plain/i.test(p)) ?? '';
  const end = part.search(/\r?\n\r?\n/);
  const transfer = /content-transfer-encoding:\s*(\S+)/i.exec(part.slice(0, end))?.[1] ?? '';
  return decode(part.slice(end).trim(), transfer);
}

function decode(text, encoding) {
  if (/base64/i.test(encoding)) return Buffer.from(text, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(encoding)) return text;
  const bytes = text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function words(subject) {
  return subject.replace(/=\?utf-8\?([bq])\?([^?]*)\?=\s?/gi, (_, kind, text) =>
    decode(kind.toLowerCase() === 'b' ? text : text.replace(/_/g, ' '), kind.toLowerCase() === 'b' ? 'base64' : 'quoted-printable'));
}
