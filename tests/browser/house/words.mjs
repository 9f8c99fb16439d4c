// What people may be shown: no codes, no instants as machines write them, no invisible marks; and
// days as pages ask for them.
import assert from 'node:assert/strict';

/// Nothing on a page that was written for a machine.
export function plainWords(text, what = 'the page') {
  const codes = text.match(/\b[A-Z]{2,}_[A-Z_]{2,}\b/g) ?? [];
  assert.deepEqual(codes, [], `${what}: a raw code is shown`);
  const instants = text.match(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\S*/g) ?? [];
  assert.deepEqual(instants, [], `${what}: an instant is shown as machines write it`);
  const keys = text.match(/\b(?:event|outcome|stage|status|letter|step|item|door|measure)-[a-z_]+(?:-[a-z_]+)+\b/g) ?? [];
  assert.deepEqual(keys, [], `${what}: the key of a text is shown`);
  assert.ok(!/[\u2066-\u2069]/.test(text), `${what}: an invisible mark of direction`);
}

/// The day of the office, and days before it.
export async function dayOf(where) {
  const now = new Date(await where.now()).getTime() - 5 * 3_600_000;
  return { before: (days) => new Date(now - days * 86_400_000).toISOString().slice(0, 10) };
}
